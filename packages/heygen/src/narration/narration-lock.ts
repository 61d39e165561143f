import { join } from "node:path";
import { FileLock, type LockWait } from "@hyperframes-engine/store";
import { HeyGenError, interrupted } from "../errors.ts";

/** Where the lock of a folder with a narration is. */
export function lockOf(folder: string): string {
  return join(folder, "lock");
}

/**
 * Waits until no other process works on the narration in a folder.
 *
 * @throws {HeyGenError} `timed-out` if another process still does when the time is up.
 */
export async function lockNarration(folder: string, wait: LockWait): Promise<FileLock> {
  const lock = await FileLock.take(lockOf(folder), wait).catch((error: unknown) => {
    if (wait.signal?.aborted) throw interrupted();
    throw new HeyGenError("file-failed", `${folder} cannot be written.`, { cause: error });
  });
  if (lock) return lock;
  throw new HeyGenError("timed-out", "Another process has not finished this narration in time.", {
    code: "timeout",
  });
}
