import type { HeyGenError } from "../errors.ts";

/** How often and how long to wait before another try. */
interface RetryRules {
  readonly maxRetries: number;
  readonly random: () => number;
}

/** Numbers of HeyGen's own command line. */
const baseSeconds = 1;
const capSeconds = 30;

/**
 * Seconds until a failed request may be sent again, or undefined if it may not.
 *
 * A request that changes something is only sent again if the answer says that nothing was done (429 with a
 * `Retry-After`), or if it is `repeatable`: it reads, replaces, or carries an idempotency key.
 */
export function retryDelay(
  error: HeyGenError,
  tries: { readonly done: number; readonly repeatable: boolean },
  { maxRetries, random }: RetryRules,
): number | undefined {
  if (tries.done > maxRetries) return undefined;
  const refused = error.failure === "too-many-requests" && error.retryAfter !== undefined;
  if (!refused && !(tries.repeatable && isPassing(error))) return undefined;
  const wanted = error.retryAfter ?? 0;
  // Who is told to come back much later had better hear of it than hang.
  if (wanted > capSeconds) return undefined;
  const backoff = baseSeconds * 2 ** (tries.done - 1) * (0.75 + random() / 2);
  return Math.min(capSeconds, Math.max(wanted, backoff));
}

function isPassing(error: HeyGenError): boolean {
  if (error.failure === "network-failed" || error.failure === "too-many-requests") return true;
  if (error.code === "request_in_progress") return true;
  return [500, 502, 503, 504].includes(error.status ?? 0);
}
