import { createHash } from "node:crypto";
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Other things are kept in the same folder, with endings of their own. */
const downloadName = /^[0-9a-f]{40}(?:\.json|\.[0-9a-f-]+\.partial)?$/;

/** Where the file of an address is kept. */
export function downloadFile(cacheFolder: string, address: string): string {
  return join(folderOf(cacheFolder), createHash("sha256").update(address).digest("hex").slice(0, 40));
}

/** Keeps a file for another 30 days. */
export async function keepDownload(file: string): Promise<void> {
  const now = new Date(nowMs());
  await utimes(file, now, now);
}

/** Deletes what was not used for 30 days. */
export async function forgetOldDownloads(cacheFolder: string): Promise<void> {
  const folder = folderOf(cacheFolder);
  const names = (await readdir(folder).catch(() => [])).filter((name) => downloadName.test(name));
  for (const name of names) {
    const info = await stat(join(folder, name)).catch(() => null);
    const isOld = info !== null && nowMs() - info.mtimeMs > KEPT_DAYS * DAY_MS;
    if (isOld) await rm(join(folder, name), { force: true });
  }
}

function folderOf(cacheFolder: string): string {
  return join(cacheFolder, "media");
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
