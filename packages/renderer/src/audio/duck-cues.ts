import type { Ducking } from "../narration/settings/narration-settings.ts";
import { seconds } from "../timeline/units.ts";
import { cueSound } from "./cue-sound.ts";
import type { DecodeContext } from "./decode-sound.ts";
import { DecodedSounds } from "./decoded-sounds.ts";
import { CHANNELS, SAMPLE_RATE, type Envelope, type SoundCue } from "./sound-cue.ts";

/** Speech in composition time, in seconds. */
interface SpokenStretch {
  readonly start: number;
  readonly end: number;
}

/** Level is taken of so much sound at once: 20 ms. */
const WINDOW = SAMPLE_RATE / 50;
/** Speech is what is at most this much below its loud parts, in dB, and above the noise of a room. */
const SPEECH_RANGE = 25;
const ROOM = -55;
/** The part of windows that are louder than the loud parts. */
const LOUDEST = 0.05;
/** Between words, in seconds; music that came up for so short a time would pump. */
const PAUSE = 0.35;

/**
 * Makes cues quieter while somebody speaks: each gets an envelope that is down before a word begins, and comes up after
 * the last one of a passage.
 */
export async function duckCues(
  cues: readonly SoundCue[],
  { spoken, ducking }: { readonly spoken: SoundCue; readonly ducking: Ducking },
  context: DecodeContext,
): Promise<SoundCue[]> {
  if (cues.length === 0) return [];
  const envelope = duckEnvelope(await findSpeech(spoken, context), ducking);
  if (envelope.length === 0) return [...cues];
  return cues.map((cue) => ({ ...cue, envelopes: [...cue.envelopes, envelope] }));
}

/** The gain that gives way to speech: down over `attack` before it, up over `release` after it. */
function duckEnvelope(stretches: readonly SpokenStretch[], { depth, attack, release }: Ducking): Envelope {
  const gain = 10 ** (-depth / 20);
  return merged(stretches, PAUSE + attack + release).flatMap(({ start, end }) => [
    { time: seconds(start - attack), gain: 1 },
    { time: seconds(start), gain },
    { time: seconds(end), gain },
    { time: seconds(end + release), gain: 1 },
  ]);
}

function merged(stretches: readonly SpokenStretch[], gap: number): SpokenStretch[] {
  const whole: SpokenStretch[] = [];
  for (const { start, end } of stretches) {
    const last = whole.at(-1);
    if (last && start - last.end < gap) whole[whole.length - 1] = { start: last.start, end };
    else whole.push({ start, end });
  }
  return whole;
}

async function findSpeech(cue: SoundCue, context: DecodeContext): Promise<SpokenStretch[]> {
  const levels = await measureLevels(cue, context);
  const sorted = levels.toSorted((a, b) => b - a);
  const loud = sorted[Math.floor(sorted.length * LOUDEST)] ?? -Infinity;
  const least = Math.max(ROOM, loud - SPEECH_RANGE);
  const step = WINDOW / SAMPLE_RATE;
  return levels.flatMap((level, index) => {
    const start = cue.start + index * step;
    return level >= least && start < cue.end ? [{ start, end: start + step }] : [];
  });
}

/** Of each window, in dB of full scale. */
async function measureLevels(cue: SoundCue, context: DecodeContext): Promise<number[]> {
  const levels: number[] = [];
  let [sum, counted] = [0, 0];
  for await (const block of cueSound(cue, 0, new DecodedSounds(context))) {
    for (const sample of block) {
      sum += sample * sample;
      counted += 1;
      if (counted < WINDOW * CHANNELS) continue;
      levels.push(10 * Math.log10(sum / counted + 1e-12));
      [sum, counted] = [0, 0];
    }
  }
  return levels;
}
