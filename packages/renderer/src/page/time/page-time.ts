import { fixValue, replaceMethod } from "../realm.ts";
import { StarvedTime } from "./starved-time.ts";
import { tellDate } from "./told-date.ts";

/** Frame 0 of a page that is ready at once is shown so many milliseconds after its navigation, and it is midnight then. */
const ZERO = 1;
const ZERO_DATE = Date.UTC(2025, 0, 1);
/** All turns of frame 0 together take less, in milliseconds; the shortest timer that waits takes as long. */
const LONGEST_TURNS = 1;

/** The time that a window's scripts are told. */
export interface PageTime {
  /**
   * The page has loaded, and shows frame 0 at a time in milliseconds. That is the time until it goes on by more than the
   * microseconds of the turns that the browser is given; then it is told exactly.
   */
  refine(zero: number): void;
  /** Tells one time, in milliseconds, until it is let go of with `null`. */
  hold(time: number | null): void;
}

/**
 * Lets a window's scripts read the time of frame 0 while the page loads, and time go on for a script that waits for it.
 * While a page loads, time goes on by a microsecond whenever the browser is given a turn, and how often that is depends on
 * the machine; what starts then, such as a transition of D3, must start at the same time everywhere.
 */
export function tellPageTime(): PageTime {
  const now = performance.now.bind(performance);
  const date = Date.now.bind(Date);
  // A clock of ours has put its own in the place of the browser's.
  const owner = Object.hasOwn(performance, "now") ? performance : Performance.prototype;
  const starved = new StarvedTime(now);
  let isLoading = (): boolean => date() < ZERO_DATE + ZERO;
  if (window === window.top) {
    isLoading = () => true;
    fixValue(owner, "timeOrigin", ZERO_DATE - ZERO);
  }
  let last = 0;
  let held: number | null = null;
  let refine = (time: number): number => time;
  const told = {
    now: () => {
      const time = isLoading() ? Math.max(ZERO, Math.floor(now())) : (held ?? refine(now()));
      last = Math.max(last, time + starved.lead());
      return last;
    },
  };
  replaceMethod(owner, "now", () => told.now());
  tellDate(() => Math.max(ZERO_DATE, Math.floor(date() - ZERO + starved.lead())));
  boundIdleTime(starved);
  return {
    refine: (zero) => {
      isLoading = () => false;
      refine = (time) => (time < zero + LONGEST_TURNS ? zero : time);
    },
    hold: (time) => void (held = time),
  };
}

/** Work that is done as long as there is time would never end while time stands still. */
function boundIdleTime(starved: StarvedTime): void {
  replaceMethod(IdleDeadline.prototype, "timeRemaining", (native, target, values) =>
    starved.remaining(target as IdleDeadline, native(target, values) as number),
  );
}
