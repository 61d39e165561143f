/** Remembers which events have come, as HeyGen delivers some twice: bounded in number and in time. */
export class SeenEvents {
  readonly #seen = new Map<string, number>();
  readonly #now: () => number;
  readonly #most: number;
  readonly #milliseconds: number;

  /**
   * @param now Milliseconds since 1970.
   * @param most How many to remember; the oldest go first. HeyGen repeats for 24 hours, so that long each.
   */
  constructor(now: () => number, most = 10_000, seconds = 24 * 60 * 60) {
    this.#now = now;
    this.#most = most;
    this.#milliseconds = seconds * 1000;
  }

  /** Whether an event comes for the first time. It is remembered from then on. */
  isNew(id: string): boolean {
    const now = this.#now();
    const before = this.#seen.get(id);
    if (before !== undefined && now - before < this.#milliseconds) return false;
    this.#seen.delete(id);
    this.#seen.set(id, now);
    for (const [oldest, time] of this.#seen) {
      if (this.#seen.size <= this.#most && now - time < this.#milliseconds) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  /** Forgets an event whose handling failed, so that its next delivery counts. */
  forget(id: string): void {
    this.#seen.delete(id);
  }

  get size(): number {
    return this.#seen.size;
  }
}
