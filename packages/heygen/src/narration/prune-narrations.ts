import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { narrationsIn } from "./narration-folder.ts";

const dayMilliseconds = 86_400_000;
/** They were paid for, so they are kept for longer than what can be made again. */
const keptMilliseconds = 180 * dayMilliseconds;
/** 8 GiB of all together; what was used within a week may be more. */
const keptBytes = 2 ** 33;

/** Deletes narrations that were not used for half a year, and those not used for longest if all together are too large. */
export async function pruneNarrations(cacheFolder: string, now: number): Promise<void> {
  const folder = narrationsIn(cacheFolder);
  const names = await readdir(folder).catch(() => []);
  const kept = await Promise.all(names.map((name) => measure(join(folder, name), now)));
  let bytes = 0;
  for (const { path, size, age } of kept.toSorted((a, b) => a.age - b.age)) {
    bytes += size;
    const isTooMuch = bytes > keptBytes && age > 7 * dayMilliseconds;
    if (age > keptMilliseconds || isTooMuch) await rm(path, { recursive: true, force: true });
  }
}

interface Kept {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since it was last used. */
  readonly age: number;
}

async function measure(path: string, now: number): Promise<Kept> {
  const info = await stat(path).catch(() => null);
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(path, name)).catch(() => null))?.size ?? 0),
  );
  const age = info ? now - info.mtimeMs : 0;
  return { path, age, size: sizes.reduce((sum, size) => sum + size, 0) };
}
