import { OptionError } from "../errors.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import { formatMoment, type Moment } from "../timeline/moment.ts";
import { frame, type Frame } from "../timeline/units.ts";
import type { SnapshotValues } from "./snapshot-options.ts";

/** A time that misses a frame's by a rounding means that frame. */
const FORGIVEN_FRAMES = 1e-3;

/**
 * The frames that are on the screen at the wanted moments, or, where none are wanted, some in the middle of equal parts.
 *
 * @throws {OptionError} if a moment is not within the composition.
 */
export function snapshotFrames({ at, count }: SnapshotValues, plan: Plan): Frame[] {
  if (at.length > 0) return at.map((wanted) => frameAt(wanted, plan));
  const parts = Math.min(count, plan.frames);
  return Array.from({ length: parts }, (_, index) =>
    frame(Math.floor(((index + 0.5) * plan.frames) / parts)),
  );
}

function frameAt(moment: Moment, { frames, duration, spec: { rate } }: Plan): Frame {
  const number =
    "frame" in moment
      ? moment.frame
      : frame(Math.floor((moment.seconds * rate.numerator) / rate.denominator + FORGIVEN_FRAMES));
  if (number < frames) return number;
  const length = `${Number(duration.toFixed(3))} s`;
  throw new OptionError(
    "at",
    `within the composition, which lasts ${length} (up to ${frames - 1}f)`,
    formatMoment(moment),
  );
}
