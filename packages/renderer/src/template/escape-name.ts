/** The ways to make a value safe; a place may need several, from the inside out. */
export type EscapeName =
  | "html"
  | "html-text"
  | "unquoted-whole"
  | "unquoted-part"
  | "comment"
  | "script-string"
  | "script-value"
  | "json-string"
  | "json-value"
  | "style-string"
  | "style-value"
  | "url"
  | "url-image"
  | "url-part"
  | "srcset"
  | "plain";

/** Why no value can be safe in a place, and what to do. */
export interface Refusal {
  readonly refusal: string;
}

/** What becomes of a value: how it is escaped, or why it cannot stand there. */
export type Verdict = readonly EscapeName[] | Refusal;

/** A value that was found, and the verdict. */
export interface Spot {
  readonly id: number;
  readonly verdict: Verdict;
}

/** What is known of a text in one language. */
export interface Survey {
  readonly spots: readonly Spot[];
  /** The text itself cannot be read, so nothing in it is safe; where, and why. */
  readonly fault: { readonly offset: number; readonly message: string } | null;
  /** The state of a reader at an offset: two places with the same state are continued alike. */
  stateAt(offset: number): string;
}

/** Says that no value can be safe. */
export function refuse(refusal: string): Refusal {
  return { refusal };
}

/** Adds what the text around needs. */
export function wrapVerdict(verdict: Verdict, outer: EscapeName): Verdict {
  return "refusal" in verdict ? verdict : [...verdict, outer];
}
