import { createHash } from "node:crypto";
import { join } from "node:path";
import { prune } from "@hyperframes-engine/store";

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

/** Deletes what was not used for 30 days, and what was not used for longest if all together is too large. */
export async function forgetOldMedia(cacheFolder: string): Promise<void> {
  await prune(mediaFolder(cacheFolder), { mostMs: KEPT_MS, mostBytes: KEPT_BYTES, spareMs: DAY_MS });
}
