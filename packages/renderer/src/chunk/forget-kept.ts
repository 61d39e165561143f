import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheError } from "../cache-error.ts";
import { forgetOld, type KeptLimits } from "../forget-old.ts";
import { makeFolder } from "../make-folder.ts";
import { forgetOldMedia } from "../media/media-cache.ts";
import { nowMs } from "../now-ms.ts";
import { isProcessAlive } from "../process-alive.ts";

const KEPT_MS = 7 * 86_400_000;
/** 2 GiB of all renders together. */
const KEPT_BYTES = 2 ** 31;
/** A look at a thousand of them takes 0.15 s of CPU. */
const LOOK_EVERY_MS = 600_000;

/**
 * Removes the chunks of renders that nobody came back to for a week, media that were not used for a month, and the
 * oldest of the rest if they are too large together; at most once in ten minutes.
 *
 * @throws {OutputError} if the cache cannot be written.
 */
export async function forgetKept(cacheFolder: string): Promise<void> {
  const parent = join(cacheFolder, "renders");
  try {
    await makeFolder(parent);
    if (!(await isDue(join(cacheFolder, "looked-at")))) return;
    const isNeeded: KeptLimits["isNeeded"] = ({ path }) => isLocked(path);
    await forgetOld(parent, { mostMs: KEPT_MS, mostBytes: KEPT_BYTES, isNeeded });
    await forgetOldMedia(cacheFolder);
  } catch (error) {
    throw cacheError(cacheFolder, error);
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

async function isLocked(folder: string): Promise<boolean> {
  const owner = Number(await readFile(`${folder}.lock`, "utf8").catch(() => "0"));
  return isProcessAlive(owner);
}
