import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { isProcessAlive } from "../process-alive.ts";
import { storeError } from "./chunk-store.ts";

const DAY_MS = 86_400_000;
const KEPT_MS = 7 * DAY_MS;
/** 2 GiB of all renders together. */
const KEPT_BYTES = 2 ** 31;
/** A look at a thousand renders takes 0.15 s of CPU. */
const LOOK_EVERY_MS = 600_000;

/**
 * Removes the chunks of renders that nobody came back to for a week, and the oldest of the rest if they are too large
 * together; at most once in ten minutes.
 *
 * @throws {OutputError} if the cache cannot be written.
 */
export async function forgetOldRenders(cacheFolder: string): Promise<void> {
  const parent = join(cacheFolder, "renders");
  try {
    await makeFolder(parent);
    if (await isDue(join(cacheFolder, "renders-looked-at"))) await removeOld(parent);
  } catch (error) {
    throw storeError(cacheFolder, error);
  }
}

/** Whether a mark's last time is long ago; if so, it gets a new one. */
async function isDue(mark: string): Promise<boolean> {
  const now = nowMs();
  const last = (await stat(mark).catch(() => null))?.mtimeMs ?? -Infinity;
  // One from the future would keep everything.
  if (last <= now && now - last < LOOK_EVERY_MS) return false;
  await writeFile(mark, "");
  await utimes(mark, now / 1000, now / 1000);
  return true;
}

async function removeOld(parent: string): Promise<void> {
  const now = nowMs();
  const names = await readdir(parent);
  const stored = await Promise.all(names.map((name) => measure(join(parent, name))));
  let bytes = 0;
  for (const { path, size, changed } of stored.toSorted((a, b) => b.changed - a.changed)) {
    bytes += size;
    const isOld = now - changed > KEPT_MS;
    if (isOld || (bytes > KEPT_BYTES && !(await isLocked(path)))) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

interface StoredRender {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

async function measure(path: string): Promise<StoredRender> {
  const names = await readdir(path).catch(() => []);
  const files = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  const size = files.reduce((sum, file) => sum + (file?.size ?? 0), 0);
  return { path, size, changed: (await stat(path).catch(() => null))?.mtimeMs ?? 0 };
}

async function isLocked(folder: string): Promise<boolean> {
  const owner = Number(await readFile(`${folder}.lock`, "utf8").catch(() => "0"));
  return isProcessAlive(owner);
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
