import type { SoundTrack } from "./audio/mix-sound.ts";
import type { SoundCue } from "./audio/sound-cue.ts";
import { noMediaMemory, type MediaMemory } from "./media/media-memory.ts";
import type { Ducking } from "./narration/settings/narration-settings.ts";
import type { Seconds } from "./timeline/units.ts";

/** All that a mix depends on, but for what is in the files. Plain JSON. */
export interface WantedMix {
  readonly page: readonly SoundCue[];
  readonly spoken: SoundCue | null;
  /** How the page gives way while somebody speaks. */
  readonly duck: Ducking | null;
  /** What the mix is brought to, in LUFS. */
  readonly loudness: number | null;
  /** The part of composition time that is wanted. */
  readonly start: Seconds;
  readonly end: Seconds;
}

/** What several renders do once, their sound included. */
export interface RenderMemory extends MediaMemory {
  /** The same mix in `file`, or else what `make` writes there. */
  mix(wanted: WantedMix, file: string, make: () => Promise<SoundTrack | null>): Promise<SoundTrack | null>;
}

/** Remembers nothing: for what is rendered alone. */
export const noMemory: RenderMemory = { ...noMediaMemory, mix: (_, __, make) => make() };
