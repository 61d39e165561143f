import { inPhase } from "../errors.ts";
import { lintWarnings } from "../lint/lint-warnings.ts";
import type { Preparation } from "./prepare.ts";

/** Tells what will not render as the author thinks, read while the browsers start. */
export async function warnOfLint({ composition, progress, signal }: Preparation): Promise<void> {
  const lines = await inPhase("prepare", () => lintWarnings(composition.project, { signal }));
  for (const line of lines) progress.warn(line);
}
