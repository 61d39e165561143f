/** A finished chunk: its file, and for each picture in it how many frames more it stays on screen. */
export interface Segment {
  readonly file: string;
  readonly repeats: readonly number[];
}
