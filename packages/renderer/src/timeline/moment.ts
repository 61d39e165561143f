import { OptionError } from "../errors.ts";
import type { FrameRate } from "./frame-rate.ts";
import { frame, seconds, type Frame, type Seconds } from "./units.ts";

/** A moment of the composition: in seconds, or as a frame number, which depends on the rate. */
export type Moment = { readonly seconds: Seconds } | { readonly frame: Frame };

/** A moment as a caller writes it: seconds as `2.5` or `"2.5"`, a frame as `"75f"`; or an object that says which. */
export type GivenMoment = number | string | { readonly seconds: number } | { readonly frame: number };

/** Longer than any composition, whichever is meant. */
const LATEST = 1e7;

/**
 * Reads a moment.
 *
 * @param name the option that gives it.
 * @throws {OptionError} if it is none.
 */
export function readMoment(value: unknown, name: string): Moment {
  const text = typeof value === "object" && value !== null ? momentText(value) : String(value).trim();
  const match = /^(\d+(?:\.\d+)?|\.\d+)(s|f)?$/.exec(text);
  const number = Number(match?.[1] ?? Number.NaN);
  const isFrame = match?.[2] === "f";
  if (match && number < LATEST && (!isFrame || Number.isInteger(number))) {
    return isFrame ? { frame: frame(number) } : { seconds: seconds(number) };
  }
  throw new OptionError(name, "seconds such as 2.5, or a frame such as 75f", `"${text}"`);
}

/** A moment, or a part of what is rendered: 0 is its first frame, 1 its last. */
export type MomentOrPart = Moment | { readonly part: number };

/**
 * Reads a moment, or a part of what is rendered.
 *
 * @throws {OptionError} if it is neither.
 */
export function readMomentOrPart(value: unknown, name: string): MomentOrPart {
  const percent = typeof value === "string" ? /^\s*(\d+(?:\.\d+)?)%\s*$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return readMoment(value, name);
  if (Number(percent) <= 100) return { part: Number(percent) / 100 };
  throw new OptionError(name, "0% to 100%", `"${String(value)}"`);
}

function momentText(value: object): string {
  if ("frame" in value) return `${String(value.frame)}f`;
  return "seconds" in value ? `${String(value.seconds)}s` : JSON.stringify(value);
}

/** A moment in as few letters as can be, which `readMoment` reads: `2.5s`, `75f`. */
export function formatMoment(moment: Moment): string {
  return "frame" in moment ? `${moment.frame}f` : `${moment.seconds}s`;
}

/** The frame that a moment falls on. */
export function momentToFrame(value: Moment, rate: FrameRate): Frame {
  if ("frame" in value) return value.frame;
  return frame(Math.round((value.seconds * rate.numerator) / rate.denominator));
}
