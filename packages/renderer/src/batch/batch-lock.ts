import { hostname } from "node:os";
import { join } from "node:path";
import { FileLock, holderOf, type ProcessIdentity } from "@hyperframes-engine/store";
import { OutputError } from "../errors.ts";

/**
 * Keeps a folder to one batch at a time, until disposed of. What a batch that was killed has left is taken over.
 *
 * @throws {OutputError} if another batch writes into the folder, or nobody can.
 */
export async function lockBatch(folder: string): Promise<FileLock> {
  const lock = await FileLock.tryTake(lockOf(folder)).catch((error: unknown) => {
    throw new OutputError("output-not-writable", `The folder ${folder} cannot be written.`, error);
  });
  if (lock) return lock;
  throw await lockedError(folder);
}

/** Says who writes into a folder. */
export async function lockedError(folder: string): Promise<OutputError> {
  const holder = await holderOf(lockOf(folder));
  const name = holder ? ` (${nameOf(holder)})` : "";
  return new OutputError(
    "output-not-writable",
    `Another batch${name} renders into ${folder}. Wait until it has ended, or choose another folder.`,
  );
}

function lockOf(folder: string): string {
  return join(folder, ".manifest.lock");
}

function nameOf({ pid, host }: ProcessIdentity): string {
  return host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
}
