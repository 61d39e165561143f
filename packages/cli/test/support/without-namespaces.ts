import { spawnSync } from "node:child_process";
import { hyperframes } from "./command-bench.ts";

/**
 * Two user namespaces, one in the other. The outer one allows no third, and the user of the inner one is not root: to
 * Chromium, a machine that keeps plain users from making namespaces. Outside, all is still done by whoever runs the test.
 */
const script = 'echo 1 >/proc/sys/user/max_user_namespaces && exec unshare --user --map-user=1000 -- "$@"';
const outer = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"];

/** The command, run by a plain user on a machine without user namespaces. */
export const withoutNamespaces = [...outer, ...hyperframes];

/** Whether such a machine can be had here; said where it cannot. */
export function canForbidNamespaces(): boolean {
  const [program = "", ...args] = outer;
  const { status, stderr } = spawnSync(program, [...args, "true"], { encoding: "utf8" });
  if (status !== 0) process.stderr.write(`Skipped, as namespaces cannot be forbidden here: ${stderr}\n`);
  return status === 0;
}
