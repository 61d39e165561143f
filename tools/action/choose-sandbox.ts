import { spawnSync } from "node:child_process";
import { annotate } from "./workflow-command.ts";

/**
 * The variables for a render. Where Chrome's sandbox cannot be used, as on ubuntu-24.04 runners, it is switched off: a runner
 * is thrown away after its job, and so are the pages that had it to themselves.
 */
export function chooseSandbox(command: string, variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (variables["HYPERFRAMES_SANDBOX"]) return variables;
  const { stdout } = spawnSync(command, ["doctor", "--json"], { encoding: "utf8", env: variables });
  if (canSandbox(stdout)) return variables;
  annotate("notice", "Chrome's sandbox cannot be used on this runner, so the action renders without it.");
  return { ...variables, HYPERFRAMES_SANDBOX: "off" };
}

/** Whatever else is wrong, the render says itself. */
function canSandbox(diagnosis: string): boolean {
  try {
    const found = JSON.parse(diagnosis) as ReadonlyArray<{ readonly name: string; readonly ok: boolean }>;
    return found.every(({ name, ok }) => name !== "sandbox" || ok);
  } catch {
    return true;
  }
}
