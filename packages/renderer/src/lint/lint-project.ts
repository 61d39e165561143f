import { findProject, type Project } from "../composition/find-project.ts";
import { InterruptedError } from "../errors.ts";
import { severities, type Finding, type Rule, type Severity } from "./finding.ts";
import type { LintedPage } from "./linted-page.ts";
import { readPage } from "./read-page.ts";
import { rules } from "./rules.ts";

/** What was found in a project. Plain JSON. */
export interface LintReport {
  /** By file, line and column; the entry's first. In a template, lines are the template's, and columns those of the filled line. */
  readonly findings: readonly Finding[];
  /** How many findings there are of each severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** The files that were read, as paths below the project folder. */
  readonly files: readonly string[];
}

/** How a project is checked. */
export interface LintOptions {
  /** Ends the check early. */
  readonly signal?: AbortSignal;
}

/** More of one kind says nothing new. */
const MOST_PER_RULE = 100;

/**
 * Looks for what will not render as the author thinks, in a project's text alone: no script runs.
 *
 * @param project a project, or where it is: a folder with `index.html`, or an HTML file.
 * @throws {CompositionError} if there is no such thing.
 */
export async function lintProject(
  project: Project | string,
  { signal }: LintOptions = {},
): Promise<LintReport> {
  const found = typeof project === "string" ? await findProject(project) : project;
  const page = await readPage(found);
  if (signal?.aborted) throw new InterruptedError("The check was interrupted.");
  const files = filesOf(page);
  const findings = rules
    .flatMap((rule) => findingsOf(rule, page))
    .map((finding) => ({ ...finding, ...found.filled?.originOf(finding) }))
    .toSorted(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
    );
  return { findings, counts: countBySeverity(findings), files };
}

function findingsOf(rule: Rule, page: LintedPage): Finding[] {
  const found = new Map<string, Finding>();
  for (const { location, ...fault } of rule.check(page)) {
    const key = `${location.file}:${location.line}: ${fault.message}`;
    // Of the same in one line, the first will do.
    if (!found.has(key)) found.set(key, { rule: rule.name, ...fault, ...location });
    if (found.size === MOST_PER_RULE) break;
  }
  return [...found.values()];
}

function filesOf({ documents, styles, scripts }: LintedPage): string[] {
  const files = [...documents, ...styles, ...scripts].map(({ source }) => source.file);
  return [...new Set(files)];
}

function countBySeverity(findings: readonly Finding[]): LintReport["counts"] {
  const count = (severity: Severity): number => findings.filter((item) => item.severity === severity).length;
  const counted = severities.map((severity) => [severity, count(severity)] as const);
  return Object.fromEntries(counted) as LintReport["counts"];
}
