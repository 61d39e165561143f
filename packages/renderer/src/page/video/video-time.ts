import type { MediaReport } from "../protocol.ts";

/** What of a media element its media time follows from. Times in seconds. */
type MediaPlace = Pick<MediaReport, "start" | "inPoint" | "rate" | "loop">;

/** Times that are sums and products of decimal fractions miss the exact value by a rounding, in seconds. */
export const TIME_ROUNDING = 1e-6;

/**
 * The media time that a composition time shows, in seconds. At the source's end it wraps to the in-point, or stands.
 *
 * @param length of the source, in seconds.
 */
export function mediaTime({ start, inPoint, rate, loop }: MediaPlace, time: number, length: number): number {
  const passed = Math.max(0, time - start) * rate;
  const period = length - inPoint;
  // An in-point at the end leaves nothing that could be repeated.
  if (!loop || period <= TIME_ROUNDING) return Math.min(inPoint + passed, length);
  const rounds = Math.floor((passed + TIME_ROUNDING) / period);
  return Math.max(inPoint, inPoint + passed - rounds * period);
}
