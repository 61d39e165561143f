import { HeyGenError, type HeyGenFailure } from "@hyperframes-engine/heygen";
import { CommanderError } from "commander";
import { UsageError } from "./usage-error.ts";

/** How `hyperframes heygen` ends: as HeyGen's own tool does, and 130 after Ctrl-C. */
export const HEYGEN_EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  notPermitted: 3,
  timedOut: 4,
  interrupted: 130,
} as const;

/** The exit code for what a command threw. */
export function heygenExitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return HEYGEN_EXIT_CODES.usage;
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? HEYGEN_EXIT_CODES.done : HEYGEN_EXIT_CODES.usage;
  }
  const kind = error instanceof HeyGenError ? kinds[error.failure] : undefined;
  return HEYGEN_EXIT_CODES[kind ?? "failed"];
}

/** All others are `failed`. */
const kinds: Readonly<Partial<Record<HeyGenFailure, keyof typeof HEYGEN_EXIT_CODES>>> = {
  "invalid-request": "usage",
  "not-permitted": "notPermitted",
  "timed-out": "timedOut",
  interrupted: "interrupted",
};
