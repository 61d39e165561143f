import type { FrameSourceKind } from "../capture/frame-source.ts";

/** A finished video, and how it was made. */
export interface RenderResult {
  /** Where it is: an absolute path; of a sequence of pictures, their folder. */
  readonly file: string;
  /** The picture beside it, if one was asked for. */
  readonly poster: string | null;
  readonly bytes: number;
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second: `30`, `30000/1001`. */
  readonly rate: string;
  readonly frames: number;
  /** Frames rendered in this run in which nothing was painted: they cost next to nothing. */
  readonly still: number;
  /** How long the render took, in seconds. */
  readonly seconds: number;
  readonly workers: number;
  readonly source: { readonly kind: FrameSourceKind; readonly reason: string } | null;
  readonly browser: string;
  readonly ffmpeg: string;
  readonly warnings: readonly string[];
}
