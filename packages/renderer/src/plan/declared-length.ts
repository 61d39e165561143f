import type { Scene } from "../capture/frame-source.ts";
import type { Composition } from "../composition/parse-composition.ts";
import { formatLocation } from "../errors.ts";
import type { OptionValues } from "../options.ts";
import type { PageMeasure } from "../page/protocol.ts";
import { secondsToFrame } from "../timeline/frame-rate.ts";
import { seconds } from "../timeline/units.ts";

/** What is left of the page behind the length that its root declares, in a sentence; none where all is shown. */
export function declaredLengthComplaints(
  options: OptionValues,
  { root }: Composition,
  { measure, scene }: { readonly measure: PageMeasure; readonly scene: Scene },
): string[] {
  if (!root?.duration || options.duration !== null) return [];
  const { timeline, clips, contract } = measure.durations;
  const longest = Math.max(timeline, clips, contract);
  if (secondsToFrame(seconds(longest), scene.rate) <= secondsToFrame(root.duration, scene.rate)) return [];
  const what =
    longest === timeline
      ? "its timeline goes on"
      : longest === clips
        ? "its last clip goes on"
        : "window.__hf goes on";
  return [
    `${formatLocation(root.location)}: the root declares ${root.duration} s, but ${what} to ${rounded(longest)} s. ` +
      "What is declared is the length; the rest is not shown.",
  ];
}

function rounded(length: number): number {
  return Math.round(length * 1000) / 1000;
}
