/**
 * Waits for something no longer than until a signal ends the waiting; what is waited for goes on.
 *
 * @throws the signal's reason.
 */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(signal.reason);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  try {
    // First, so that it wins over what is there already; and what is waited for is never without a listener.
    return await Promise.race([promise, work]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
