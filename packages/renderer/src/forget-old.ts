import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { nowMs } from "./now-ms.ts";

/** A file that is kept, or a folder of files. */
interface KeptEntry {
  readonly path: string;
  /** Of the file, or of all files in the folder, in bytes. */
  readonly size: number;
  /** Milliseconds since it was changed. */
  readonly age: number;
}

/** How long entries are kept, and how many. */
export interface KeptLimits {
  readonly mostMs: number;
  /** Of all together. */
  readonly mostBytes: number;
  /** Whether something that is not old must stay although there is too much. */
  readonly isNeeded: (entry: KeptEntry) => boolean | Promise<boolean>;
}

/** Deletes what in a folder is too old, and the oldest of the rest if all together is too large. */
export async function forgetOld(folder: string, { mostMs, mostBytes, isNeeded }: KeptLimits): Promise<void> {
  const now = nowMs();
  const names = await readdir(folder).catch(() => []);
  const entries = await Promise.all(names.map((name) => measure(join(folder, name), now)));
  let bytes = 0;
  for (const entry of entries.toSorted((a, b) => a.age - b.age)) {
    bytes += entry.size;
    const isOld = entry.age > mostMs;
    if (isOld || (bytes > mostBytes && !(await isNeeded(entry)))) {
      await rm(entry.path, { recursive: true, force: true });
    }
  }
}

async function measure(path: string, now: number): Promise<KeptEntry> {
  const own = await stat(path).catch(() => null);
  // What has vanished meanwhile is as new as can be.
  if (!own) return { path, size: 0, age: 0 };
  const age = now - own.mtimeMs;
  if (!own.isDirectory()) return { path, size: own.size, age };
  const names = await readdir(path).catch(() => []);
  const files = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  return { path, size: files.reduce((sum, file) => sum + (file?.size ?? 0), 0), age };
}
