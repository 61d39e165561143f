import type { MediaInfo } from "../ffmpeg/media-info.ts";
import type { NarrationPlan } from "../narration/plan-narration.ts";
import type { NarrationSound } from "../narration/settings/narration-settings.ts";
import { seconds } from "../timeline/units.ts";
import type { Envelope, SoundCue } from "./sound-cue.ts";

/** How long a narration that is cut takes to go down to silence, in seconds. */
const CUT_FADE = 0.5;

/** The narration as a cue of the mix; `null` if nothing is heard of it. */
export function narrationCue(
  { file, info }: { readonly file: string; readonly info: MediaInfo },
  { level, fadeIn, fadeOut }: NarrationSound,
  { start, soundEnd, isCut }: NarrationPlan,
): SoundCue | null {
  const { audio, format, origin } = info;
  if (!audio || level === 0) return null;
  const out = isCut ? Math.max(CUT_FADE, fadeOut) : fadeOut;
  return {
    file,
    media: { format, origin, audio },
    ...{ start, end: soundEnd, inPoint: seconds(0), outPoint: null, rate: 1, loop: false, loopLength: null },
    envelopes: [
      [{ time: start, gain: level }],
      ...(fadeIn > 0 ? [ramp(start, start + fadeIn, [0, 1])] : []),
      ...(out > 0 ? [ramp(soundEnd - out, soundEnd, [1, 0])] : []),
    ],
  };
}

function ramp(from: number, to: number, [first, last]: readonly [number, number]): Envelope {
  return [
    { time: seconds(from), gain: first },
    { time: seconds(to), gain: last },
  ];
}
