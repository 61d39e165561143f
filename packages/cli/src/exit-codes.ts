import { RenderError, type ErrorCode } from "@hyperframes-engine/renderer";

/** How the command ends; README lists them. */
export const EXIT_CODES = { done: 0, failed: 1, usage: 2, missing: 3, timeout: 4, interrupted: 130 } as const;

/** The exit code for what a command threw. */
export function exitCodeOf(error: unknown): number {
  return error instanceof RenderError ? EXIT_CODES[kindOf(error.code)] : EXIT_CODES.failed;
}

function kindOf(code: ErrorCode): keyof typeof EXIT_CODES {
  switch (code) {
    case "invalid-option":
    case "invalid-composition":
    case "output-exists":
    case "output-not-writable":
      return "usage";
    case "tool-missing":
    case "not-permitted":
      return "missing";
    case "page-not-ready":
    case "frame-timeout":
    case "narration-timeout":
      return "timeout";
    case "interrupted":
      return "interrupted";
    case "disk-full":
    case "browser-failed":
    case "page-failed":
    case "capture-failed":
    case "encode-failed":
    case "narration-failed":
      return "failed";
  }
}
