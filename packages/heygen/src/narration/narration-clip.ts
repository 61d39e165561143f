import type { WordTime } from "../client/word-times.ts";

/** A narration that is there. */
export interface NarrationClip {
  /** A local video (mp4, or webm with alpha) or sound file. */
  readonly file: string;
  /** Seconds in the clip; none if unknown. */
  readonly words: readonly WordTime[];
  /** SRT, if the maker delivered some. */
  readonly subtitles: string | null;
}
