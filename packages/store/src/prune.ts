import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { filesystemNow } from "./filesystem-clock.ts";
import { sealOf } from "./kept-file.ts";

/** How long entries of a folder are kept, and how many. */
export interface PruneLimits {
  /** Since it was last used. */
  readonly mostMs: number;
  /** Of all together. */
  readonly mostBytes: number;
  /** What was used since may be in use, and stays although there is too much. @default 0 */
  readonly spareMs?: number;
  /** Takes hold of an entry, by its path, while it is removed; `null` where somebody uses it. @default nobody does */
  readonly hold?: (path: string) => Promise<AsyncDisposable | null>;
}

interface Entry {
  readonly path: string;
  /** Of the file, or of all files directly in the folder, in bytes. */
  readonly size: number;
  /** Milliseconds since it was last used. */
  readonly age: number;
}

/**
 * Removes from a folder what has not been used for too long. If the rest is too large together, what has not been used for the longest
 * time goes next. What is in use is never removed.
 */
export async function prune(folder: string, limits: PruneLimits): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  await pruneEntries(
    names.map((name) => join(folder, name)),
    { ...limits, now: await filesystemNow(folder) },
  );
}

/** As {@link prune}, for files and folders that are named. `now` is their file system's time. */
export async function pruneEntries(
  paths: readonly string[],
  { mostMs, mostBytes, spareMs = 0, hold, now }: PruneLimits & { readonly now: number },
): Promise<void> {
  const entries = await Promise.all(paths.map((path) => measure(path, now)));
  let bytes = 0;
  for (const { path, size, age } of entries.toSorted((a, b) => a.age - b.age)) {
    bytes += size;
    if (age <= mostMs && (bytes <= mostBytes || age <= spareMs)) continue;
    await using held = hold ? await hold(path) : freeForAll;
    if (!held) continue;
    await rm(path, { recursive: true, force: true });
  }
}

const freeForAll: AsyncDisposable = { [Symbol.asyncDispose]: () => Promise.resolve() };

async function measure(path: string, now: number): Promise<Entry> {
  const own = await stat(path).catch(() => null);
  // What has vanished meanwhile is as new as can be.
  if (!own) return { path, size: 0, age: 0 };
  const seal = await stat(sealOf(path)).catch(() => null);
  const age = now - Math.max(own.mtimeMs, seal?.mtimeMs ?? 0);
  if (!own.isDirectory()) return { path, size: own.size, age };
  const names = await readdir(path).catch(() => []);
  const files = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  return { path, age, size: files.reduce((sum, file) => sum + (file?.size ?? 0), 0) };
}
