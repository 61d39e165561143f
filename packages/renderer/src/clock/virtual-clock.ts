import type { PageSession } from "../browser/page-session.ts";
import { CLOCK_STEP } from "../timeline/frame-rate.ts";
import { microseconds, type Microseconds } from "../timeline/units.ts";
import type { PageClock } from "./page-clock.ts";

/** A page's navigation is at midnight of 2025-01-01 UTC, in seconds since 1970. Its frame 0 comes a millisecond later. */
const EPOCH_SECONDS = 1_735_689_600;
/** Chromium cuts fractions of a microsecond off; a tenth more keeps whole ones whole in floating point. */
const GUARD_MS = 1e-4;
/**
 * Timers that fall due in a page's first ten milliseconds all fire at the end of them, as Chromium 153 goes there in
 * one leap, unless that time is granted in steps.
 */
const YOUNG = microseconds(10_000);
const YOUNG_STEP = microseconds(1000);

/**
 * The page's own clock, held: `Date`, `performance.now`, timers, animations all stand still until they are advanced.
 * https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setVirtualTimePolicy
 */
export class VirtualClock implements PageClock {
  readonly #session: PageSession;
  /** The compositor's ticks at time 0, in milliseconds. */
  readonly #base: number;
  #elapsed = microseconds(0);

  private constructor(session: PageSession, base: number) {
    this.#session = session;
    this.#base = base;
  }

  /** Stops the clock of a page that has not navigated yet. */
  static async stop(session: PageSession): Promise<VirtualClock> {
    const { virtualTimeTicksBase } = await session.send("Emulation.setVirtualTimePolicy", {
      policy: "pause",
      initialVirtualTime: EPOCH_SECONDS,
    });
    const clock = new VirtualClock(session, virtualTimeTicksBase);
    // The steps of the time that pages are told start with the machine's own clock, so ours starts with one of them.
    const rest = microseconds(CLOCK_STEP - (Math.round(virtualTimeTicksBase * 1000) % CLOCK_STEP));
    await clock.advanceTo(rest);
    return new VirtualClock(session, virtualTimeTicksBase + rest / 1000);
  }

  /** Time since the page's navigation. */
  get elapsed(): Microseconds {
    return this.#elapsed;
  }

  /** The compositor's ticks at a time, in milliseconds, as `HeadlessExperimental.beginFrame` wants them. */
  ticksAt(time: Microseconds): number {
    return this.#base + time / 1000 + GUARD_MS;
  }

  /** Runs the page until a time, and no further. Time stands still while the page fetches. */
  async advanceTo(time: Microseconds): Promise<void> {
    while (this.#elapsed < YOUNG && this.#elapsed + YOUNG_STEP < time) {
      await this.#grant(microseconds(this.#elapsed + YOUNG_STEP));
    }
    if (time > this.#elapsed) await this.#grant(time);
  }

  /** Lets tasks run that need no time to pass: what is fetched, decoded, resolved. */
  async pump(): Promise<void> {
    await this.advanceTo(microseconds(this.#elapsed + 1));
  }

  async #grant(time: Microseconds): Promise<void> {
    const expired = this.#session.next("Emulation.virtualTimeBudgetExpired");
    const started = this.#session.send("Emulation.setVirtualTimePolicy", {
      policy: "pauseIfNetworkFetchesPending",
      budget: (time - this.#elapsed) / 1000 + GUARD_MS,
    });
    await Promise.all([started, expired]);
    this.#elapsed = time;
  }
}
