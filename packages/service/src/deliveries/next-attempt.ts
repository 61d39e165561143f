const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Until the second try, the third, and so on; the last stays. As https://www.standardwebhooks.com advises, from seconds to hours. */
const pauses: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];
/** After the first try, no other begins. */
const LAST_MS = 24 * HOUR;
/** The part of a pause by which it may be longer, so that what failed together is not tried together. */
const JITTER = 0.2;

/** A delivery that has failed. */
interface FailedDelivery {
  /** How often it was tried: 1 or more. */
  readonly attempts: number;
  /** When it was first tried, in milliseconds since 1970. */
  readonly first: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What its receiver has asked for; `null` if nothing. */
  readonly retryAfterSeconds: number | null;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
}

/**
 * When a delivery is tried again, in milliseconds since 1970; `null` if it is given up, 24 hours after it was first tried. Its receiver
 * may ask for more time, though not for so much that no try would be left.
 */
export function nextAttempt({
  attempts,
  first,
  now,
  retryAfterSeconds,
  random,
}: FailedDelivery): number | null {
  const last = first + LAST_MS;
  if (now >= last) return null;
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? 5 * SECOND;
  const planned = now + pause * (1 + JITTER * random());
  const asked = now + (retryAfterSeconds ?? 0) * SECOND;
  // The last one comes at the end, rather than not at all.
  return Math.round(Math.min(last, Math.max(planned, asked)));
}
