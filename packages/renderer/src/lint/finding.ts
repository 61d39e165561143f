import type { SourceLocation } from "../errors.ts";
import type { LintedPage } from "./linted-page.ts";

/** How bad a finding is: `error` will go wrong, `warning` is seldom meant, `info` is worth knowing. The worst first. */
export const severities = ["error", "warning", "info"] as const;

/** The name of a severity. */
export type Severity = (typeof severities)[number];

/** What a rule has against a page, and where. */
export interface Fault {
  readonly severity: Severity;
  readonly location: SourceLocation;
  /** What is wrong: a sentence. */
  readonly message: string;
  /** What to do about it: a sentence. */
  readonly advice: string;
}

/** A fault with the name of the rule that found it. Plain JSON. */
export interface Finding extends SourceLocation {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly advice: string;
}

/** One thing that is looked for. Rules only look at what has been read: they open no files and change nothing. */
export interface Rule {
  /** Stands behind each finding; stable. */
  readonly name: string;
  check(page: LintedPage): Iterable<Fault>;
}
