import { setTimeout as sleep } from "node:timers/promises";
import type { PageClock } from "./page-clock.ts";

const PATIENCE_MS = 5;

/** Awaits what the page has promised while its time stands still, and lets what it waits for arrive. */
export async function settle<Value>(clock: PageClock, promise: Promise<Value>): Promise<Value> {
  let settled = false;
  const mark = (): void => void (settled = true);
  promise.then(mark, mark);
  for (;;) {
    await Promise.race([promise, sleep(PATIENCE_MS)]);
    if (settled) return promise;
    await clock.pump();
  }
}
