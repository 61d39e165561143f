import type { LocateData } from "../data/check-data.ts";
import type { DataError } from "../template-error.ts";
import { FieldNames } from "./field-names.ts";

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
export type RowFormat = "csv" | "json" | "jsonl" | "yaml" | "xlsx";

/** Where rows come from. */
export interface RowSource {
  /** For messages. */
  readonly file: string;
  readonly chunks: AsyncIterable<string>;
  readonly reading: RowReading;
  /** Ends what takes long. */
  readonly signal: AbortSignal | null;
}

/** How rows become fields. */
export interface RowReading {
  readonly fields: FieldNames;
  /** Values that every row has, by the names of their fields. */
  readonly set: Readonly<Record<string, unknown>>;
  /** The sheet of a workbook, by name or number; `null` for the first. */
  readonly sheet: string | null;
  /** What texts are written in; `null` for UTF-8 or UTF-16. */
  readonly encoding: string | null;
  /** Told what the user should know, at most once for each file. */
  readonly notice: (text: string) => void;
}

/** Takes every field under the name that it has. */
export const plainReading: RowReading = {
  fields: new FieldNames([], { isOpen: true, mappings: [] }),
  set: {},
  sheet: null,
  encoding: null,
  notice: () => undefined,
};

/** Characters that one row may have. */
export const LARGEST_ROW = 4_000_000;
