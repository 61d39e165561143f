import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FileDigests, FileLock, filesystemNow, makeFolder, prune, touch } from "@hyperframes-engine/store";
import { cacheError } from "../cache-error.ts";
import { forgetOldMedia } from "../media/media-cache.ts";

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
  try {
    await makeFolder(cacheFolder);
    if (!(await isDue(cacheFolder))) return;
    const limits = { mostMs: KEPT_MS, mostBytes: KEPT_BYTES, hold: holdRender };
    await prune(join(cacheFolder, "renders"), limits);
    await forgetOldMedia(cacheFolder);
    await new FileDigests(cacheFolder).prune();
  } catch (error) {
    throw cacheError(cacheFolder, error);
  }
}

/** Whether the last look was long ago; if so, this one is noted. */
async function isDue(cacheFolder: string): Promise<boolean> {
  const mark = join(cacheFolder, "looked-at");
  const now = await filesystemNow(cacheFolder);
  const last = (await stat(mark).catch(() => null))?.mtimeMs ?? -Infinity;
  // One from the future would keep everything.
  if (last <= now && now - last < LOOK_EVERY_MS) return false;
  await writeFile(mark, "");
  await touch(mark);
  return true;
}

/** For a render's folder, and for a lock that one has left. */
function holdRender(path: string): Promise<FileLock | null> {
  return FileLock.tryTake(path.replace(/(?:\.lock\.\d+)?$/, ".lock"));
}
