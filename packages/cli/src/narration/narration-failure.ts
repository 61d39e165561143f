import type { HeyGenError, HeyGenFailure } from "@hyperframes-engine/heygen";
import { RenderError, type ErrorCode } from "@hyperframes-engine/renderer";

/** HeyGen's part of a render failed: the render's own error, with its exit code. */
export function narrationFailure(error: HeyGenError): RenderError {
  const message = error.failure === "not-permitted" ? `${error.message} ${withoutKey}` : error.message;
  const code = codes[error.failure] ?? "narration-failed";
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

/** All others are `narration-failed`. */
const codes: Readonly<Partial<Record<HeyGenFailure, ErrorCode>>> = {
  "invalid-request": "invalid-composition",
  "not-permitted": "not-permitted",
  "timed-out": "narration-timeout",
  interrupted: "interrupted",
};
