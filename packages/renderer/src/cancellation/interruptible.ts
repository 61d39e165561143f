import { explainSystemError } from "@hyperframes-engine/errors";
import { insteadOf, InterruptedError } from "../errors.ts";

/** What a caller may end. */
interface Interruptible {
  readonly signal?: AbortSignal;
}

/**
 * Does what a caller may end.
 *
 * @throws {InterruptedError} for whatever fails after the signal: it failed because the caller ended it. Its phase is of what failed.
 * @throws {OutputError} for what the system has refused, as where a disk is full.
 */
export async function interruptible<Result>(
  { signal }: Interruptible,
  work: () => Promise<Result>,
  message?: string,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw signal?.aborted === true
      ? insteadOf(error, new InterruptedError(message))
      : explainSystemError(error);
  }
}
