import type { PageSession } from "../browser/page-session.ts";
import { microseconds, type Microseconds } from "../timeline/units.ts";
import type { PageClock } from "./page-clock.ts";

/**
 * The clock of a page and of its workers, which are brought to each time after the page: to their own timers' times on the
 * way, so that page and workers take turns as they would.
 */
export class CompanyClock implements PageClock {
  readonly #session: PageSession;
  readonly #page: PageClock;
  #isAlone = true;
  /** When the next timer of a worker falls due. */
  #next: Microseconds | null = null;

  constructor(session: PageSession, page: PageClock) {
    this.#session = session;
    this.#page = page;
  }

  /** The page has made a worker: from now on, it has company. */
  join(): void {
    this.#isAlone = false;
  }

  get elapsed(): Microseconds {
    return this.#page.elapsed;
  }

  async advanceTo(time: Microseconds): Promise<void> {
    while (this.#next !== null && this.#next < time) await this.#step(this.#next);
    await this.#step(time);
  }

  async pump(): Promise<void> {
    await this.#page.pump();
    if (!this.#isAlone) await this.#company(this.elapsed, false);
  }

  /** Begins a frame in the workers, at the time that the page has come to. */
  async beginFrame(time: Microseconds): Promise<void> {
    if (!this.#isAlone) await this.#company(time, true);
  }

  async #step(time: Microseconds): Promise<void> {
    await this.#page.advanceTo(time);
    if (!this.#isAlone) await this.#company(time, false);
  }

  async #company(time: Microseconds, frame: boolean): Promise<void> {
    const call = `__hyperframesAgent.advanceWorkers(${time / 1000}, ${frame})`;
    let isDone = false;
    const end = (): void => void (isDone = true);
    const advanced = this.#session.evaluate<number | null>(call);
    advanced.then(end, end);
    // What workers send reaches the page only when it is given a turn.
    while (!isDone) await this.#page.pump();
    const next = await advanced;
    this.#next = next === null ? null : microseconds(Math.max(Math.ceil(next * 1000), time + 1));
  }
}
