import type { HeyGenError, HeyGenFailure } from "@hyperframes-engine/heygen";
import { RenderError, type ErrorCode } from "@hyperframes-engine/renderer";

/** HeyGen's part of a render failed: the render's own error, with its exit code. */
export function narrationFailure(error: HeyGenError): RenderError {
  const message = error.failure === "not-permitted" ? `${error.message} ${withoutKey}` : error.message;
  const code = codeOf(error.failure);
  return new RenderError(code, message, {
    cause: error,
    ...(code === "narration-failed" ? { retryable: passing.has(error.failure) } : {}),
  }).stamp("narrate");
}

/** What may be otherwise the next time, of all that keeps a narration from being made. */
const passing: ReadonlySet<HeyGenFailure> = new Set([
  ...(["too-many-requests", "server-failed", "unexpected-answer"] as const),
  ...(["network-failed", "upload-failed", "download-failed"] as const),
]);

const withoutKey = "To render without a key, with a placeholder: --offline.";

function codeOf(failure: HeyGenFailure): ErrorCode {
  switch (failure) {
    case "invalid-request":
      return "invalid-composition";
    case "not-permitted":
      return "not-permitted";
    case "timed-out":
      return "narration-timeout";
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
      return "narration-failed";
  }
}
