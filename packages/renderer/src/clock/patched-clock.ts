import { setTimeout as sleep } from "node:timers/promises";
import type { PageSession } from "../browser/page-session.ts";
import { microseconds, type Microseconds } from "../timeline/units.ts";
import type { PageClock } from "./page-clock.ts";

const PUMP_MS = 5;

/** A clock of patched functions inside the page, for browsers whose own clock cannot be held frame by frame. */
export class PatchedClock implements PageClock {
  readonly #session: PageSession;
  #elapsed = microseconds(0);

  constructor(session: PageSession) {
    this.#session = session;
  }

  get elapsed(): Microseconds {
    return this.#elapsed;
  }

  async advanceTo(time: Microseconds): Promise<void> {
    if (time <= this.#elapsed) return;
    await this.#session.evaluate(`__hyperframesAgent.advance(${time / 1000})`);
    this.#elapsed = time;
  }

  async pump(): Promise<void> {
    await sleep(PUMP_MS);
  }
}
