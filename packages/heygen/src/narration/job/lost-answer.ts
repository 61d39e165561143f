import { HeyGenError, type HeyGenFailure } from "../../errors.ts";

/** Nothing was sent, as there was nobody to send it to: https://nodejs.org/api/errors.html#common-system-errors */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const refused: ReadonlySet<HeyGenFailure> = new Set([
  "invalid-request",
  "not-permitted",
  "too-many-requests",
]);

/** Whether a request that failed may have been carried out all the same: its answer, not the request, was lost. */
export function isAnswerLost(error: unknown): boolean {
  if (!(error instanceof HeyGenError)) return true;
  if (refused.has(error.failure)) return false;
  // The server gave up waiting, or is still at it.
  if (error.failure === "rejected") return error.status === 408 || error.status === 409;
  return error.failure !== "network-failed" || !neverSent.has(codeOf(error.cause));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return (error as NodeJS.ErrnoException).code ?? codeOf(error.cause);
}
