import { interrupted } from "../errors.ts";

/** How many jobs HeyGen runs at one time for who pays as he goes: https://docs.heygen.com/docs/usage-limits */
const mostAtOnce = 10;

/** Lets so many narrations be made at one time, and the others wait for their turn. */
export class NarrationQueue {
  readonly #most: number;
  readonly #waiting: Array<() => void> = [];
  #running = 0;

  /** @param most As many jobs as HeyGen runs at one time. */
  constructor(most = mostAtOnce) {
    this.#most = most;
  }

  /** Runs the task when its turn has come. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw interrupted();
    if (this.#running < this.#most) {
      this.#running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(interrupted());
    };
    this.#waiting.push(resolve);
    signal?.addEventListener("abort", leave, { once: true });
    try {
      await promise;
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }
}
