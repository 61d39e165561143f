/** So often a script may ask for the time at one moment; one that asks more often waits for it to pass. */
const PATIENCE = 100_000;
/** By so much time then goes on whenever it is asked for, in milliseconds. */
const STEP = 0.001;
/** A script that is given idle time has so much of it, and each time it asks how much is left, some has passed. */
const LONGEST_IDLE = 15.9;
const IDLE_STEP = 0.1;

/**
 * Time that goes on for a script which waits for it in a loop, though the clock stands still while it runs. The clock
 * catches up later. How far it goes is a function of what the script does, not of the machine.
 */
export class StarvedTime {
  readonly #now: () => number;
  readonly #idle = new WeakMap<object, number>();
  #last = 0;
  #reads = 0;
  #lead = 0;

  /** `now` tells the clock's time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** By how much what is told is ahead of the clock, in milliseconds. Call whenever the time is asked for. */
  lead(): number {
    const now = this.#now();
    if (now > this.#last) {
      this.#lead = Math.max(0, this.#lead - (now - this.#last));
      this.#reads = 0;
      this.#last = now;
    }
    this.#reads += 1;
    if (this.#reads > PATIENCE) this.#lead += STEP;
    return this.#lead;
  }

  /** How much of an idle time is left, of which the browser says that it has `native` milliseconds. */
  remaining(deadline: object, native: number): number {
    const spent = this.#idle.get(deadline) ?? 0;
    this.#idle.set(deadline, spent + IDLE_STEP);
    return Math.max(0, Math.min(native, LONGEST_IDLE) - spent);
  }
}
