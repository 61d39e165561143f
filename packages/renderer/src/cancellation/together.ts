/**
 * Does several things at the same time. The first that fails ends the others, and they are awaited.
 *
 * @param begin begins them, with the signal that ends them.
 * @throws what failed first.
 */
export async function together<const Works extends ReadonlyArray<Promise<unknown>>>(
  signal: AbortSignal,
  begin: (signal: AbortSignal) => Works,
): Promise<{ -readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  const cancel = new AbortController();
  const works = begin(AbortSignal.any([signal, cancel.signal]));
  // What fails after the first fails because of it.
  const fail = (error: unknown): void => void (cancel.signal.aborted || cancel.abort(error));
  for (const work of works) work.catch(fail);
  await Promise.allSettled(works);
  if (cancel.signal.aborted) throw cancel.signal.reason;
  return Promise.all(works);
}
