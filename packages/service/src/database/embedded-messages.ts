/** A statement for the process of an embedded database. */
export interface Question {
  readonly id: number;
  readonly text: string;
  /** `null` where the text may be several statements. */
  readonly values: readonly unknown[] | null;
}

/** What that process says. */
export type Answer =
  | { readonly kind: "ready" }
  | {
      readonly kind: "done";
      readonly id: number;
      readonly rows: readonly object[];
      readonly affected: number;
    }
  | {
      readonly kind: "failed";
      /** `null` if the database could not be opened. */
      readonly id: number | null;
      readonly error: { readonly message: string; readonly code: string | null };
    };
