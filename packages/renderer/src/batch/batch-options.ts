import type { Readable } from "node:stream";
import type { Narration } from "../narration/settings/narration-settings.ts";
import type { RenderOptions } from "../options.ts";
import type { BatchCount, BatchEvent, RowEnd } from "./batch-event.ts";

/** What `renderBatch` takes besides what `render` takes for each row. */
export interface BatchOptions extends Omit<RenderOptions, "data" | "output" | "onProgress"> {
  /**
   * The file with rows: CSV, TSV, XLSX, JSON, JSONL, YAML; `-` is standard input. A row itself; `null` for the project's own data, of
   * which the first row counts.
   */
  readonly data: string | Readonly<Record<string, unknown>> | null;
  /**
   * The name of each row's file: `renders/<<id>>-<<size>>.mp4`. Values are made safe as parts of names.
   * @default the template's name, and the size
   */
  readonly output: string | null;
  /**
   * Whether no other row begins once one has failed.
   * @default false
   */
  readonly failFast?: boolean;
  /**
   * Told of each narration some rows before it is needed, so that it can be made meanwhile. Must not throw.
   * @default none is made before its row is rendered
   */
  readonly narrateAhead?: (narration: Narration) => void;
  /**
   * What `narration` depends on besides the template and the rows: rows are rendered again when it changes.
   * @default nothing
   */
  readonly narrationKey?: string;
  /**
   * What `-` reads.
   * @default the process's standard input
   */
  readonly openInput?: () => Readable;
  /** Called for every event, in order. Must not throw. */
  readonly onProgress?: (event: BatchEvent) => void;
}

/** What became of a batch. */
export interface BatchResult extends Omit<BatchCount, "secondsLeft" | "rate"> {
  /** How long it took. */
  readonly seconds: number;
  /** Where it is written what became of each row: an absolute path. */
  readonly manifest: string;
  /** The first hundred rows that failed. */
  readonly failures: readonly RowEnd[];
}
