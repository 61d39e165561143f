import { interruptible } from "./cancellation/interruptible.ts";
import { findProject } from "./composition/find-project.ts";
import { lintProject, type LintReport } from "./lint/lint-project.ts";
import { resolveOptions } from "./options.ts";
import type { ProjectOptions } from "./render-options.ts";
import { openForOne } from "./stages/prepare.ts";

/** What was found in a project, and what the user should know of how it was filled in. Plain JSON. */
export interface ProjectLint extends LintReport {
  readonly notices: readonly string[];
}

/**
 * Looks for what will not render as the author thinks, in a project's text alone: no script runs. A template is filled first.
 *
 * @throws {RenderError} if there is no such project, or it cannot be filled.
 */
export async function lint(path: string, given: ProjectOptions = {}): Promise<ProjectLint> {
  return interruptible(given, () => lintFilled(path, given), "The check was interrupted.");
}

async function lintFilled(path: string, given: ProjectOptions): Promise<ProjectLint> {
  const options = resolveOptions(given);
  const { signal } = options;
  await using opened = await openForOne(path, options, "first");
  const project = { ...(await findProject(opened.path, opened.root)), filled: opened.filled };
  return { ...(await lintProject(project, { signal })), notices: opened.notices };
}
