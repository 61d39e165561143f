import { HeyGenError } from "@hyperframes-engine/heygen";
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
  return HEYGEN_EXIT_CODES[error instanceof HeyGenError ? kindOf(error) : "failed"];
}

function kindOf({ failure }: HeyGenError): keyof typeof HEYGEN_EXIT_CODES {
  switch (failure) {
    case "invalid-request":
      return "usage";
    case "not-permitted":
      return "notPermitted";
    case "timed-out":
      return "timedOut";
    case "interrupted":
      return "interrupted";
    case "rejected":
    case "too-many-requests":
    case "server-failed":
    case "unexpected-answer":
    case "network-failed":
    case "job-failed":
    case "upload-failed":
    case "download-failed":
    case "file-failed":
    case "invalid-webhook":
      return "failed";
  }
}
