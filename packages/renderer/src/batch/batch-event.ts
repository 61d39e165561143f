/** What happens in a batch, in order. Each is plain JSON. */
export type BatchEvent =
  /** All rows have been read, checked and named. */
  | {
      readonly event: "batch";
      readonly rows: number;
      /** How many of them cannot be rendered. */
      readonly faulty: number;
      readonly manifest: string;
    }
  | ({ readonly event: "row" } & RowEnd)
  | ({ readonly event: "batch-progress" } & BatchCount)
  /** What is wrong with the page of a row, or of the rows after it too: told once. Of the rows' file, `row` is `null`. */
  | { readonly event: "warning"; readonly row: number | null; readonly message: string }
  /** So many frames were rendered before, by an interrupted batch or for a row that looks the same. */
  | { readonly event: "resumed"; readonly row: number; readonly frames: number }
  | { readonly event: "retry"; readonly row: number; readonly attempt: number; readonly message: string };

/** What became of a row. */
export interface RowEnd {
  /** Counts from 1. */
  readonly row: number;
  /** Where it begins in its file; counts from 1. */
  readonly line: number;
  /** The size's name; `null` if the template comes in none of its own. */
  readonly size: string | null;
  /** An absolute path; `null` if it could not be called anything. */
  readonly file: string | null;
  /** `unchanged`: it was there already. */
  readonly state: "done" | "failed" | "unchanged";
  readonly error: string | null;
  /** How long it took. */
  readonly seconds: number;
  readonly frames: number;
}

/** How far a batch is. Of several sizes, a row counts once for each. */
export interface BatchCount {
  readonly rows: number;
  /** Rendered in this run. */
  readonly done: number;
  readonly failed: number;
  /** There already. */
  readonly unchanged: number;
  readonly left: number;
  /** Rows a minute that were rendered in this run. */
  readonly rate: number;
  /** `null` until it can be told. */
  readonly secondsLeft: number | null;
}
