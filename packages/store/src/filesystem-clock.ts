import { randomUUID } from "node:crypto";
import { open, rm, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * The time in milliseconds since 1970 that a folder's file system gives a file that is written now. It alone can be compared
 * with the times of other files there: a shared file system has the clock of another machine.
 */
export async function filesystemNow(folder: string): Promise<number> {
  const file = join(folder, `.clock-${randomUUID()}`);
  try {
    await using handle = await open(file, "wx");
    return (await handle.stat()).mtimeMs;
  } finally {
    await rm(file, { force: true });
  }
}

/** Marks files, of one folder, as used now. Those that are not there are left out. */
export async function touch(...files: readonly string[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  // Who may only read them uses them all the same.
  const now = await filesystemNow(dirname(first)).catch(() => null);
  if (now === null) return;
  await Promise.all(files.map((file) => utimes(file, now / 1000, now / 1000).catch(() => undefined)));
}
