import { createHash } from "node:crypto";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { forgetOld, type KeptLimits } from "../forget-old.ts";
import { nowMs } from "../now-ms.ts";

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
/** 4 GiB of all together; what was used within a day, maybe by a render that runs, may be more. */
const KEPT_BYTES = 2 ** 32;

/** Where downloads and converted videos are kept. */
export function mediaFolder(cacheFolder: string): string {
  return join(cacheFolder, "media");
}

/** Where the file of an address is kept. */
export function downloadFile(cacheFolder: string, address: string): string {
  return join(mediaFolder(cacheFolder), createHash("sha256").update(address).digest("hex").slice(0, 40));
}

/** Whether a kept file is there; if so, it is kept for another 30 days. */
export async function keepMedia(file: string): Promise<boolean> {
  const now = new Date(nowMs());
  return utimes(file, now, now).then(
    () => true,
    () => false,
  );
}

/** Deletes what was not used for 30 days, and what was not used for longest if all together is too large. */
export async function forgetOldMedia(cacheFolder: string): Promise<void> {
  const isNeeded: KeptLimits["isNeeded"] = ({ age }) => age <= DAY_MS;
  await forgetOld(mediaFolder(cacheFolder), { mostMs: KEPT_MS, mostBytes: KEPT_BYTES, isNeeded });
}
