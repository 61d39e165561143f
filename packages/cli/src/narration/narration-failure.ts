import type { HeyGenError, HeyGenFailure } from "@hyperframes-engine/heygen";
import { RenderError, type ErrorCode } from "@hyperframes-engine/renderer";

/** HeyGen's part of a render failed: the render's own error, with its exit code. */
export function narrationFailure(error: HeyGenError): RenderError {
  const message = error.failure === "not-permitted" ? `${error.message} ${withoutKey}` : error.message;
  return new RenderError(codeOf(error.failure), message, error);
}

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
