import type { Readable } from "node:stream";
import type { NarrationSettings } from "../narration/settings/narration-settings.ts";
import { boolean, callback, instance, nullable } from "../option-readers.ts";
import { programSpec, resolveTable, spec, type OptionSpec, type TableValues } from "../option-spec.ts";
import { optionTable, withOneRate } from "../options.ts";
import type { RenderOptions } from "../render-options.ts";
import type { BatchCount, BatchEvent, RowEnd } from "./batch-event.ts";

/** What `renderBatch` takes besides what `render` takes for each row. */
export interface BatchOptions extends Omit<RenderOptions, "onProgress"> {
  /**
   * The file with rows: CSV, TSV, XLSX, JSON, JSONL, YAML; `"-"` is standard input. A row itself; `null` for the project's own data, of
   * which the first row counts.
   * @default null
   */
  readonly data?: string | object | null;
  /** The name of each row's file: `"renders/<<id>>-<<size>>.mp4"`. Values are made safe as parts of names. @default the template's name, and the size */
  readonly output?: string | null;
  /** Whether no other row begins once one has failed. @default false */
  readonly failFast?: boolean;
  /** Told of each narration some rows before it is needed, so that it can be made meanwhile. Must not throw. @default none is made before its row is rendered */
  readonly narrateAhead?: ((narration: NarrationSettings) => void) | null;
  /** What `narration` depends on besides the template and the rows: rows are rendered again when it changes. @default nothing */
  readonly narrationKey?: string;
  /** What `"-"` reads. @default the process's standard input */
  readonly openInput?: () => Readable;
  /** Called for every event, in order. Must not throw. @default nobody is told */
  readonly onProgress?: (event: BatchEvent) => void;
}

/** What `"-"` reads, where somebody gives it. */
export const openInputSpec = programSpec<() => Readable>(callback(), () => () => process.stdin);

/** A batch's options, with those of each row. */
export const batchOptionTable = {
  ...optionTable,
  failFast: spec("--fail-fast", "begin no other row of --data once one has failed", boolean, false),
  narrateAhead: programSpec<((narration: NarrationSettings) => void) | null>(
    nullable(callback()),
    () => null,
  ),
  narrationKey: programSpec<string>(
    instance((value) => typeof value === "string", "a text"),
    () => "",
  ),
  openInput: openInputSpec,
  onProgress: programSpec<(event: BatchEvent) => void>(callback(), () => () => undefined),
} as const satisfies Readonly<Record<keyof BatchOptions, OptionSpec<unknown>>>;

/** The value of each of these options once read. */
export type BatchValues = TableValues<typeof batchOptionTable>;

/**
 * Reads, checks and completes a batch's options, once.
 *
 * @throws {OptionError} for the first that has a wrong value.
 * @throws {UnknownOptionError} for the first that there is not.
 */
export function resolveBatchOptions(given: BatchOptions): BatchValues {
  return withOneRate(resolveTable(batchOptionTable, given));
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
