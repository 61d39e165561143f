import { openProject } from "@hyperframes-engine/template";
import { findProject } from "./composition/find-project.ts";
import { resolveEnvironment } from "./environment.ts";
import { interruptible } from "./interruptible.ts";
import { lintProject, type LintReport } from "./lint/lint-project.ts";
import { resolveOptions, type RenderOptions } from "./options.ts";

/** What was found in a project, and what the user should know of how it was filled in. Plain JSON. */
export interface ProjectLint extends LintReport {
  readonly notices: readonly string[];
}

/**
 * Looks for what will not render as the author thinks, in a project's text alone: no script runs. A template is filled first;
 * of the options, its `data`, `size`, `brand` and `root` count.
 *
 * @throws {RenderError} if there is no such project, or it cannot be filled.
 */
export async function lint(path: string, given: RenderOptions = {}): Promise<ProjectLint> {
  return interruptible(given, () => lintFilled(path, given), "The check was interrupted.");
}

async function lintFilled(path: string, given: RenderOptions): Promise<ProjectLint> {
  const options = resolveOptions(given);
  const openInput = (): NodeJS.ReadStream => process.stdin;
  const signal = given.signal ?? new AbortController().signal;
  const environment = resolveEnvironment(given.environment);
  await using opened = await openProject(path, {
    ...options,
    ...environment,
    choose: "first",
    openInput,
    signal,
  });
  const project = { ...(await findProject(opened.path, opened.root)), filled: opened.filled };
  return { ...(await lintProject(project, { signal })), notices: opened.notices };
}
