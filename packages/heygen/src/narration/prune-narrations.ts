import { FileLock, prune } from "@hyperframes-engine/store";
import { narrationsIn } from "./narration-folder.ts";
import { lockOf } from "./narration-lock.ts";

const dayMilliseconds = 86_400_000;
/** They were paid for, so they are kept for longer than what can be made again. */
const keptMilliseconds = 180 * dayMilliseconds;
/** 8 GiB of all together; what was used within a week may be more. */
const keptBytes = 2 ** 33;

/**
 * Deletes narrations that were not used for half a year, and those not used for longest if all together are too large; none that is
 * being made.
 */
export async function pruneNarrations(cacheFolder: string): Promise<void> {
  await prune(narrationsIn(cacheFolder), {
    mostMs: keptMilliseconds,
    mostBytes: keptBytes,
    spareMs: 7 * dayMilliseconds,
    hold: (folder) => FileLock.tryTake(lockOf(folder)),
  });
}
