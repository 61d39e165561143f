import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 5;

/** Asks again until it is so. The test's own time limit ends what never comes to be. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(PAUSE_MS);
}
