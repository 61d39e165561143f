import type { LocateData } from "./check-data.ts";
import type { DataError } from "./template-error.ts";

/** One row of a data file. */
export interface DataRow {
  /** Counts from 1. */
  readonly number: number;
  /** Where it begins in the file; counts from 1. */
  readonly line: number;
  readonly data: unknown;
  /** Why this row cannot be used; the others may be. */
  readonly error: DataError | null;
  readonly locate: LocateData;
}

/** What rows may be written in. */
export type RowFormat = "csv" | "tsv" | "json" | "jsonl" | "yaml";

/** Where rows come from. */
export interface RowSource {
  /** For messages. */
  readonly file: string;
  readonly chunks: AsyncIterable<string>;
}

/** Characters that one row may have. */
export const LARGEST_ROW = 4_000_000;
