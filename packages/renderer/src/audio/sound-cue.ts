import type { MediaInfo } from "../ffmpeg/media-info.ts";
import type { AudioTrackInfo } from "../ffmpeg/media-info.ts";
import type { Seconds } from "../timeline/units.ts";

/** The gain at a moment of composition time; 1 is unchanged. */
export interface GainPoint {
  readonly time: Seconds;
  readonly gain: number;
}

/** Linear between its points, and held before the first and after the last. */
export type Envelope = readonly GainPoint[];

/** Samples a second of every mix. */
export const SAMPLE_RATE = 48_000;

/** Left and right, interleaved. */
export const CHANNELS = 2;

/** One source that sounds for a while. Plain JSON; the mix is a function of the list of these. */
export interface SoundCue {
  readonly file: string;
  /** What of the file the decoder must know. */
  readonly media: Pick<MediaInfo, "format" | "origin"> & { readonly audio: AudioTrackInfo };
  /** Composition time at which `inPoint` is heard. May be before 0. */
  readonly start: Seconds;
  /** Composition time at which it is cut off, if its source has not ended by then. */
  readonly end: Seconds;
  /** Media time. */
  readonly inPoint: Seconds;
  /** Media time; `null` where the decoder knows the end better than the file's own words. */
  readonly outPoint: Seconds | null;
  /** Media seconds in a second of composition time; the pitch stays. */
  readonly rate: number;
  readonly loop: boolean;
  /** Media seconds of a pass, where a picture sets it; else passes follow each other without a gap. */
  readonly loopLength: Seconds | null;
  /** The gain is their product. */
  readonly envelopes: readonly Envelope[];
}
