import { setTimeout } from "node:timers/promises";

/** A sleep that somebody else can end. */
export class WakeUp {
  #woken = Promise.withResolvers<void>();

  /** Ends all sleeps. */
  wake(): void {
    this.#woken.resolve();
    this.#woken = Promise.withResolvers<void>();
  }

  /** Sleeps until somebody wakes it, or the time is over. */
  async sleep(milliseconds: number): Promise<void> {
    const over = new AbortController();
    await Promise.race([
      this.#woken.promise,
      setTimeout(milliseconds, undefined, { signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
  }
}
