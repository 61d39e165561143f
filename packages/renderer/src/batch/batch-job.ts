import type { FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { Preparation } from "../stages/prepare.ts";
import type { BatchCache } from "./batch-cache.ts";
import type { BatchManifest } from "./batch-manifest.ts";
import type { BatchValues } from "./batch-options.ts";
import type { BatchProgress } from "./batch-progress.ts";
import type { StageRequest } from "./row-stage.ts";
import type { NamedRow } from "./rows/named-rows.ts";
import type { Turns } from "./turns.ts";

/** What all rows of a batch have in common while they are rendered. */
export interface BatchJob {
  /** What the caller gave. */
  readonly options: BatchValues;
  readonly stage: StageRequest;
  readonly manifest: BatchManifest;
  readonly progress: BatchProgress;
  readonly turns: Turns;
  /** What rows before have found out and made. */
  readonly cache: BatchCache;
  /** Looked for once. */
  readonly findFfmpeg: (encoders: readonly string[]) => Promise<FoundFfmpeg>;
  /** Tells what will not render as the author thinks; for the first row alone, as the others are filled from the same text. */
  readonly warnOfLint: (prepared: Preparation) => Promise<void>;
  /** Ended with the batch, or once a row has ended it. */
  readonly signal: AbortSignal;
}

/** A row that is to be rendered. */
export interface BatchRow extends NamedRow {
  readonly output: string;
  readonly hash: string;
}
