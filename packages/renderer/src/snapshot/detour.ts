import type { Frame } from "../timeline/units.ts";
import { frame } from "../timeline/units.ts";

/** Each stop is so many times as far before a frame as the one after it. */
const SPREAD = 4;
/** More frames than these are not reached by another way too: it takes as long as all of them. */
const MOST_CHECKED = 12;

/** A way to frames with stops before each, by which a page that depends on what it has shown comes to other pictures. */
interface Detour {
  /** Every frame on the way, in order. */
  readonly frames: readonly Frame[];
  /** Those of them that are compared. */
  readonly checked: ReadonlySet<Frame>;
}

/**
 * Finds a way to frames, given in order, that a jump would go to at once. Stops lie 1, 4, 16 … frames before each, so whatever
 * begins at some frame on the way has gone on for a quarter of its time at least when the frame is shown.
 */
export function findDetour(ordered: readonly Frame[]): Detour {
  const step = Math.max(1, Math.ceil(ordered.length / MOST_CHECKED));
  // The last, which has most before it, is among them.
  const checked = ordered.filter((_, index) => (ordered.length - 1 - index) % step === 0);
  const frames = checked.flatMap((number, index) => {
    const before = checked[index - 1] ?? 0;
    const stops: Frame[] = [];
    for (let distance = 1; number - distance > before; distance *= SPREAD)
      stops.unshift(frame(number - distance));
    return [...stops, number];
  });
  return { frames, checked: new Set(frames.length > checked.length ? checked : []) };
}
