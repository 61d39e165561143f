/**
 * Does two things at the same time. If one fails, the other is ended, and awaited.
 *
 * @throws what failed first.
 */
export async function together<First, Second>(
  signal: AbortSignal,
  [first, second]: readonly [
    (signal: AbortSignal) => Promise<First>,
    (signal: AbortSignal) => Promise<Second>,
  ],
): Promise<[First, Second]> {
  const cancel = new AbortController();
  const either = AbortSignal.any([signal, cancel.signal]);
  const watched = <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> =>
    work(either).catch((error: unknown) => {
      // What fails after this fails because of it.
      if (!cancel.signal.aborted) cancel.abort(error);
      throw error;
    });
  const results = await Promise.allSettled([watched(first), watched(second)]);
  if (cancel.signal.aborted) throw cancel.signal.reason;
  const [one, other] = results;
  if (one.status === "rejected") throw one.reason;
  if (other.status === "rejected") throw other.reason;
  return [one.value, other.value];
}
