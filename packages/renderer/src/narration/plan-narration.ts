import { isMoment, readMoment, type MomentProblem } from "../page/narration/narration-moment.ts";
import type { NarrationTimes } from "../page/narration/narration-times.ts";
import { frameToSeconds, secondsToFrame, type FrameRate } from "../timeline/frame-rate.ts";
import { frame, seconds, type Frame, type Seconds } from "../timeline/units.ts";
import { momentSentence } from "./moment-sentence.ts";
import { NarrationError } from "./narration-error.ts";
import type { FullFrames } from "./presenter/presenter-track.ts";
import type { FullMoment, LengthRule } from "./settings/narration-settings.ts";

/** When a narration is heard and seen. Plain JSON. */
export interface NarrationPlan {
  /** The frame with which it begins. */
  readonly first: Frame;
  /** The frame from which on nobody is seen any more. */
  readonly end: Frame;
  /** How many frames the clip lasts. */
  readonly clipFrames: Frame;
  /** When it begins: on a frame, so that picture and sound keep together. */
  readonly start: Seconds;
  /** When nothing is heard of it any more. */
  readonly soundEnd: Seconds;
  /** Whether that is before it has ended. */
  readonly isCut: boolean;
  readonly full: readonly FullFrames[];
}

/** A narration's own times, and those of what it is spoken over. */
interface NarrationFacts {
  readonly times: NarrationTimes;
  readonly full: readonly FullMoment[];
  readonly rule: LengthRule;
  /** When it begins, as the page says. */
  readonly start: Seconds;
  /** Length of the composition without it; 0 if nothing says how long that is. */
  readonly own: Seconds;
  readonly rate: FrameRate;
}

/** The length of a composition with its narration. */
export interface NarratedLength {
  readonly duration: Seconds;
  readonly narration: NarrationPlan;
}

/**
 * Works out when a narration is heard and seen, and how long that makes the composition.
 *
 * @throws {NarrationError} if it is longer than the composition and must not be, or a moment is none.
 */
export function planNarration(facts: NarrationFacts): NarratedLength {
  const { times, rule, own, rate } = facts;
  const first = frame(Math.max(0, Math.round((facts.start * rate.numerator) / rate.denominator)));
  const start = frameToSeconds(first, rate);
  const over = seconds(start + times.length);
  const isLonger = secondsToFrame(over, rate) > secondsToFrame(own, rate);
  if (isLonger && own > 0 && rule === "error") throw tooLong(over, own);
  const isCut = isLonger && own > 0 && rule === "trim";
  const duration = seconds(isLonger && !isCut ? over : own);
  const soundEnd = isCut ? own : over;
  const [frames, spoken] = [secondsToFrame(duration, rate), secondsToFrame(soundEnd, rate)];
  const narration = {
    ...{ first, start, soundEnd, isCut },
    end: frame(rule === "hold" ? frames : Math.min(frames, spoken)),
    clipFrames: clipFramesOf({ duration: seconds(times.length) }, rate),
    full: facts.full.map((moment) => fullFrames(moment, { ...facts, start, duration })),
  };
  if (first >= frames) {
    throw NarrationError.of(`The narration begins at ${start.toFixed(2)} s, after the composition's end.`);
  }
  return { duration, narration };
}

/** How many frames a clip lasts at a rate. */
export function clipFramesOf({ duration }: { readonly duration: Seconds }, rate: FrameRate): Frame {
  return frame(Math.max(1, secondsToFrame(duration, rate)));
}

function tooLong(over: Seconds, own: Seconds): NarrationError {
  return NarrationError.of(
    `The narration ends at ${over.toFixed(2)} s, the composition at ${own.toFixed(2)} s. ` +
      'Make the script shorter, or let "length" be "extend", "hold" or "trim".',
  );
}

type MomentFacts = Pick<NarrationFacts, "times" | "start" | "rate"> & { readonly duration: Seconds };

function fullFrames({ from, to, ease }: FullMoment, facts: MomentFacts): FullFrames {
  const { rate, duration } = facts;
  const [begin, end] = [timeOf(from, facts), Math.min(duration, timeOf(to, facts))];
  if (end <= begin) {
    throw NarrationError.of(
      `narration.placement.full: a moment must end after it begins, but "${from}" is at ${begin.toFixed(2)} s and "${to}" at ${end.toFixed(2)} s.`,
    );
  }
  const toFrame = (time: number): number => Math.round((time * rate.numerator) / rate.denominator);
  const most = (toFrame(end) - toFrame(begin)) / 2;
  return {
    first: toFrame(begin),
    end: toFrame(end),
    ease: Math.max(1, Math.min(most, (ease * rate.numerator) / rate.denominator)),
  };
}

function timeOf(text: string, { times, start }: MomentFacts): number {
  const written = text.trim();
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
  const moment: number | MomentProblem = isMoment(written)
    ? readMoment(written, times)
    : { kind: "syntax", reference: written, suggestions: [] };
  if (typeof moment === "number") return start + moment;
  throw NarrationError.of(`narration.placement.full: "${written}" ${momentSentence(moment)}.`);
}
