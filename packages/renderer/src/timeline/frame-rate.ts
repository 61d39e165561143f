import { OptionError } from "../errors.ts";
import { frame, microseconds, seconds, type Frame, type Microseconds, type Seconds } from "./units.ts";

/** Frames per second as a fraction in lowest terms, so that 30000/1001 is exact. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

const HIGHEST_RATE = 240;
/** Which rates there are, for messages. */
export const EXPECTED_RATE = `from 1 to ${HIGHEST_RATE}, such as 30, 29.97 or 30000/1001`;
/** A duration that ends this little after a frame boundary does not get another frame. */
const FORGIVEN_FRAMES = 1e-3;

/**
 * Chromium tells pages the time in whole steps of so many microseconds. What lies between it rounds up or down by a
 * secret of the process, so that two processes would place animations differently:
 * https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/core/timing/time_clamper.cc
 */
export const CLOCK_STEP = 100;

/**
 * Reads `30`, `29.97`, `23.976` or `30000/1001`. Decimals within 0.0005 of a multiple of 1000/1001 are that rate,
 * as people write 29.97 and mean NTSC's: https://en.wikipedia.org/wiki/Frame_rate
 *
 * @throws {OptionError} if it is not a rate from 1 to 240.
 */
export function parseFrameRate(text: string | number, name = "fps"): FrameRate {
  const rate = readFrameRate(text);
  if (rate) return rate;
  throw new OptionError(name, EXPECTED_RATE, `"${text}"`);
}

/** The same; `null` if it is no such rate. */
export function readFrameRate(text: string | number): FrameRate | null {
  const rate = readRate(String(text).trim());
  const value = rate ? rate.numerator / rate.denominator : Number.NaN;
  return rate && value >= 1 && value <= HIGHEST_RATE ? rate : null;
}

function readRate(text: string): FrameRate | undefined {
  const fraction = /^(\d{1,7})\/(\d{1,7})$/.exec(text);
  if (fraction) return reduce(Number(fraction[1]), Number(fraction[2]));
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(text)) return undefined;
  const value = Number(text);
  const nominal = Math.ceil(value);
  if (value !== nominal && Math.abs(value - (nominal * 1000) / 1001) < 5e-4)
    return reduce(nominal * 1000, 1001);
  return reduce(Math.round(value * 1e6), 1e6);
}

function reduce(numerator: number, denominator: number): FrameRate | undefined {
  if (denominator === 0 || numerator === 0) return undefined;
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** `30` or `30000/1001`, as ffmpeg reads it. */
export function formatFrameRate(rate: FrameRate): string {
  return rate.denominator === 1 ? `${rate.numerator}` : `${rate.numerator}/${rate.denominator}`;
}

/** When a frame is shown. */
export function frameToSeconds(number: Frame, rate: FrameRate): Seconds {
  return seconds((number * rate.denominator) / rate.numerator);
}

/**
 * When a frame is shown, to the nearest time that Chromium tells pages, and places animations at. Computed from the
 * number, so errors do not add up.
 */
export function frameToMicroseconds(number: Frame, rate: FrameRate): Microseconds {
  const time = (number * rate.denominator * 1e6) / rate.numerator;
  return microseconds(Math.round(time / CLOCK_STEP) * CLOCK_STEP);
}

/** The first frame that is shown at a time or after it. */
export function secondsToFrame(time: Seconds, rate: FrameRate): Frame {
  return frame(Math.max(0, Math.ceil((time * rate.numerator) / rate.denominator - FORGIVEN_FRAMES)));
}
