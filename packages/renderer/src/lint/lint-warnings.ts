import type { Project } from "../composition/find-project.ts";
import { formatLocation } from "../errors.ts";
import { lintProject, type LintOptions } from "./lint-project.ts";

/** What the page that runs tells itself, as errors or warnings, with more certainty. */
const toldByThePage = new Set([
  "root-attributes",
  "clip-start",
  "clip-length",
  "broken-script",
  "color-grading",
  "library-version",
  "missing-file",
  "missing-font",
  "outside-project",
  "unknown-length",
]);

/**
 * What a render tells before it begins: errors and warnings in one line each, without those that the render itself will
 * tell.
 */
export async function lintWarnings(project: Project, options: LintOptions = {}): Promise<string[]> {
  const { findings } = await lintProject(project, options);
  return findings
    .filter(({ severity, rule }) => severity !== "info" && !toldByThePage.has(rule))
    .map(({ rule, message, advice, ...place }) => `${formatLocation(place)}: ${message} ${advice} (${rule})`);
}
