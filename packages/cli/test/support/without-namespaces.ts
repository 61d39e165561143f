import { spawnSync } from "node:child_process";
import { hyperframes } from "./command-bench.ts";
import { fixture } from "./fixtures.ts";

const script = fixture("without-namespaces.sh");

/** The command, run by a plain user on a machine without user namespaces. */
export const withoutNamespaces = [script, ...hyperframes];

/** Whether such a machine can be had here; said where it cannot. */
export function canForbidNamespaces(): boolean {
  const { status, stderr } = spawnSync(script, ["true"], { encoding: "utf8" });
  if (status !== 0) process.stderr.write(`Skipped, as namespaces cannot be forbidden here: ${stderr}\n`);
  return status === 0;
}
