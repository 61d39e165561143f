import type { PageSession } from "../browser/page-session.ts";
import { PageTimeoutError } from "../errors.ts";
import type { Frame, Milliseconds } from "../timeline/units.ts";

/**
 * Gives one frame a time limit in real time.
 *
 * @throws {PageTimeoutError} that names the frame.
 */
export async function limitFrame<Value>(
  session: PageSession,
  limit: Milliseconds,
  { number, work }: { readonly number: Frame; readonly work: () => Promise<Value> },
): Promise<Value> {
  const timer = setTimeout(() => session.abandon(frameTimeout(number, limit)), limit);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

function frameTimeout(number: Frame, limit: Milliseconds): PageTimeoutError {
  return new PageTimeoutError(
    "frame-timeout",
    `Frame ${number} was not ready after ${limit / 1000} s. A script may be in an endless loop, or a promise given ` +
      "to waitUntil may never settle. Raise `timeout` if the frame needs longer.",
  );
}
