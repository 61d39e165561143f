import { CompositionError, type SourceLocation } from "../errors.ts";
import { formatFrameRate, secondsToFrame, type FrameRate } from "../timeline/frame-rate.ts";
import type { Seconds } from "../timeline/units.ts";

/** 24 hours at 60 frames per second: what is known of each chunk is kept in memory until the file is written. */
const MOST_FRAMES = 5_184_000;

/**
 * Makes sure that a composition is not longer than can be rendered.
 *
 * @param location what says how long it is.
 * @throws {CompositionError} if it is.
 */
export function checkLength(duration: Seconds, rate: FrameRate, location?: SourceLocation): void {
  if (secondsToFrame(duration, rate) <= MOST_FRAMES) return;
  const hours = (MOST_FRAMES * rate.denominator) / rate.numerator / 3600;
  throw new CompositionError(
    `the composition is ${duration} s long; at ${formatFrameRate(rate)} frames per second, at most ` +
      `${Math.floor(hours)} hours (${MOST_FRAMES} frames) can be rendered. Give a shorter data-duration or \`duration\`, or render ` +
      "parts of it as compositions of their own.",
    location,
  );
}
