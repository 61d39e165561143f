import { execFileSync } from "node:child_process";

/** Runs a program to its end, with bytes for its standard input. Answers what it writes. */
export function runProgram(name: string, words: readonly string[], input?: Uint8Array): string {
  return execFileSync(name, words, { ...(input ? { input } : {}), maxBuffer: 2 ** 26 }).toString();
}
