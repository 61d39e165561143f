import type { Digest } from "@hyperframes-engine/store";

/** A file that came of a render, in the store. */
export interface KeptFile {
  readonly digest: Digest;
  readonly bytes: number;
  readonly contentType: string;
}

/** What came of a render. */
export interface RenderOutput {
  readonly video: KeptFile;
  readonly poster: KeptFile | null;
  readonly captions: KeptFile | null;
  /** Of the video. */
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly rate: string;
  readonly warnings: readonly string[];
}
