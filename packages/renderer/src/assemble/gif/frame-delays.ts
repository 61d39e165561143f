import type { FrameRate } from "../../timeline/frame-rate.ts";
import type { Segment } from "../segment.ts";

/** How long each picture of the segments stays on screen, in hundredths of a second, each end rounded for itself. */
export function frameDelays(segments: readonly Segment[], { numerator, denominator }: FrameRate): number[] {
  const at = (frame: number): number => Math.round((frame * 100 * denominator) / numerator);
  let frame = 0;
  return segments.flatMap(({ repeats }) =>
    repeats.map((still) => {
      const start = frame;
      frame += 1 + still;
      return at(frame) - at(start);
    }),
  );
}
