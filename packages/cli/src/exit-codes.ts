import { RenderError, type ErrorCode } from "@hyperframes-engine/renderer";

/** How the command ends; README lists them. */
export const EXIT_CODES = { done: 0, failed: 1, usage: 2, missing: 3, timeout: 4, interrupted: 130 } as const;

/** How a command ends that threw an error with such a code. */
const ends: Readonly<Record<ErrorCode, keyof typeof EXIT_CODES>> = {
  "invalid-option": "usage",
  "invalid-composition": "usage",
  "output-exists": "usage",
  "output-not-writable": "usage",
  "tool-missing": "missing",
  "not-permitted": "missing",
  "not-authentic": "usage",
  "invalid-payload": "usage",
  "store-failed": "failed",
  "page-not-ready": "timeout",
  "frame-timeout": "timeout",
  "narration-timeout": "timeout",
  "disk-full": "failed",
  "browser-failed": "failed",
  "page-failed": "failed",
  "capture-failed": "failed",
  "encode-failed": "failed",
  "input-changed": "failed",
  "narration-failed": "failed",
  "database-failed": "failed",
  "folder-in-use": "usage",
  "worker-lost": "failed",
  interrupted: "interrupted",
};

/** The exit code for what a command threw. */
export function exitCodeOf(error: unknown): number {
  return EXIT_CODES[error instanceof RenderError ? ends[error.code] : "failed"];
}
