import { lintWarnings } from "../lint/lint-warnings.ts";
import type { Preparation } from "./prepare.ts";

/** Tells what will not render as the author thinks, read while the browsers start. */
export async function warnOfLint({ composition, progress, signal }: Preparation): Promise<void> {
  for (const line of await lintWarnings(composition.project, { signal })) progress.warn(line);
}
