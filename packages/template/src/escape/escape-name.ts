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
  | "url-begin"
  | "url-part"
  | "srcset"
  | "plain"
  | "raw";

/** Why no value can be safe in a place, and what to do. */
export interface Refusal {
  readonly refusal: string;
  /** How a value is written there if the template's author vouches for the place; missing if nobody can. */
  readonly vouched?: readonly EscapeName[];
}

/** What becomes of a value: how it is escaped, or why it cannot stand there. */
export type Verdict = readonly EscapeName[] | Refusal;

/** A value that was found, and the verdict. */
export interface Spot {
  readonly id: number;
  readonly verdict: Verdict;
}

/** A script or handler that stands in a template, so that its author vouches for it. */
export interface AuthoredCode {
  /** `inline`: the text of a script. `foreign`: the same with entities. `handler`: an attribute, from its name to its quote. `module`: a tag. */
  readonly kind: "inline" | "foreign" | "handler" | "module";
  readonly start: number;
  readonly end: number;
}

/** What is known of a text in one language. */
export interface Survey {
  readonly spots: readonly Spot[];
  /** The text itself cannot be read, so nothing in it is safe; where, and why. */
  readonly fault: { readonly offset: number; readonly message: string; readonly what?: string } | null;
  /** The scripts and handlers that the template's author wrote; none if there is no such thing in the language. */
  readonly authored?: readonly AuthoredCode[];
  /** The state of a reader at an offset: two places with the same state are continued alike. */
  stateAt(offset: number): string;
}

/** Says that no value can be safe, and how one is written where somebody vouches for it. */
export function refuse(refusal: string, vouched?: readonly EscapeName[]): Refusal {
  return vouched ? { refusal, vouched } : { refusal };
}

/** Adds what the text around needs. */
export function wrapVerdict(verdict: Verdict, outer: EscapeName): Verdict {
  if (!("refusal" in verdict)) return [...verdict, outer];
  return refuse(verdict.refusal, verdict.vouched && [...verdict.vouched, outer]);
}
