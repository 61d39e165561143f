import type { Microseconds } from "../timeline/units.ts";

/** A page's clock in our hands. */
export interface PageClock {
  /** Time since the page's navigation. */
  readonly elapsed: Microseconds;
  /** Runs the page until a time, and no further. */
  advanceTo(time: Microseconds): Promise<void>;
  /** Lets tasks run that need no time to pass: what is fetched, decoded, resolved. */
  pump(): Promise<void>;
}
