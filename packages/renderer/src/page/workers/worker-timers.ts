type Callback = (...values: unknown[]) => void;

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: Callback;
  readonly values: readonly unknown[];
  /** `null`: it goes off once. */
  readonly period: number | null;
  readonly level: number;
}

/** From so many timers on, each set by the one before, they wait four milliseconds: https://html.spec.whatwg.org/#timers */
const MOST_NESTED = 5;
const NESTED_DELAY = 4;

/** Timers that go off when they are told how late it is, and not before. Times are in milliseconds. */
export class WorkerTimers {
  readonly #timers = new Map<number, Timer>();
  #last = 0;
  #level = 0;
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** What time it is. */
  get now(): number {
    return this.#now;
  }

  /** When the next timer falls due; `null` if none is set. */
  get next(): number | null {
    return this.#earliest()?.[1].due ?? null;
  }

  /** As `setTimeout`, or `setInterval`. */
  set(callback: unknown, delay: unknown, options: { values: unknown[]; repeats: boolean }): number {
    this.#last += 1;
    if (typeof callback !== "function") return this.#last;
    const wanted = Math.max(0, Math.trunc(Number(delay)) || 0);
    const least = this.#level >= MOST_NESTED ? NESTED_DELAY : Number(options.repeats);
    const length = Math.max(wanted, least);
    this.#timers.set(this.#last, {
      ...{ due: this.#now + length, order: this.#last, level: this.#level + 1 },
      ...{ callback: callback as Callback, values: options.values },
      period: options.repeats ? length : null,
    });
    return this.#last;
  }

  /** As `clearTimeout`. */
  clear(id: unknown): void {
    this.#timers.delete(Number(id));
  }

  /** Runs what falls due until a time, each as a task of its own, and goes there. */
  async advanceTo(time: number, afterTask: () => Promise<void>): Promise<void> {
    for (;;) {
      const [id, timer] = this.#earliest() ?? [];
      if (id === undefined || timer === undefined || timer.due > time) break;
      this.#now = Math.max(this.#now, timer.due);
      this.#fire(id, timer);
      await afterTask();
    }
    this.#now = Math.max(this.#now, time);
  }

  #fire(id: number, timer: Timer): void {
    const { period } = timer;
    if (period === null) this.#timers.delete(id);
    else {
      this.#last += 1;
      this.#timers.set(id, { ...timer, due: timer.due + Math.max(period, 1), order: this.#last });
    }
    this.#level = timer.level;
    try {
      timer.callback(...timer.values);
    } catch (error) {
      reportError(error);
    }
    this.#level = 0;
  }

  #earliest(): [number, Timer] | null {
    let found: [number, Timer] | null = null;
    for (const entry of this.#timers) {
      const [, { due, order }] = entry;
      const isEarlier = !found || due < found[1].due || (due === found[1].due && order < found[1].order);
      if (isEarlier) found = entry;
    }
    return found;
  }
}
