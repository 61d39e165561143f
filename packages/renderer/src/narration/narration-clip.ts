/** One spoken word. */
export interface NarrationWord {
  readonly word: string;
  /** Seconds in the clip. */
  readonly start: number;
  readonly end: number;
}

/** A narration that is there: somebody speaks, in a picture or as sound alone. Plain JSON. */
export interface NarrationClip {
  /** Local path of a video (mp4, webm with alpha) or of a sound file. */
  readonly file: string;
  /** In the order in which they are spoken; empty if their times are not known. */
  readonly words: readonly NarrationWord[];
  /** SRT text, if whoever made the clip delivered some. */
  readonly subtitles: string | null;
}
