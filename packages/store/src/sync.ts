import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Folders cannot be opened there, or not be synced: their entries are as safe as the system makes them. */
const unsynced = new Set(["EISDIR", "EPERM", "EINVAL", "ENOTSUP", "EACCES", "EBADF"]);

/** Returns once a file's content is on the disk, and survives a loss of power. */
export async function syncFile(file: string): Promise<void> {
  await using handle = await open(file, "r+");
  await handle.sync();
}

/** Returns once the names in a folder are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, "r");
    await handle.sync();
  } catch (error) {
    if (!unsynced.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/** Returns once a folder and all files directly in it are on the disk. Together they take little longer than one. */
export async function syncFiles(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (let from = 0; from < names.length; from += 64)
    await Promise.all(names.slice(from, from + 64).map((name) => syncFile(join(folder, name))));
  await syncFolder(folder);
}
