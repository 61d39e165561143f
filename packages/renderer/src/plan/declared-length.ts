import type { PageSpec } from "../capture/frame-source.ts";
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
  { measure, spec }: { readonly measure: PageMeasure; readonly spec: PageSpec },
): string[] {
  if (!root?.duration || options.duration !== null) return [];
  const { timeline, clips, contract } = measure.durations;
  const ends = [
    { what: "its timeline goes on", end: timeline },
    { what: "its last clip goes on", end: clips },
    { what: "window.__hf goes on", end: contract },
  ];
  const longest = Math.max(...ends.map(({ end }) => end));
  if (secondsToFrame(seconds(longest), spec.rate) <= secondsToFrame(root.duration, spec.rate)) return [];
  const what = ends.find(({ end }) => end === longest)?.what ?? "";
  return [
    `${formatLocation(root.location)}: the root declares ${root.duration} s, but ${what} to ${rounded(longest)} s. ` +
      "What is declared is the length; the rest is not shown.",
  ];
}

function rounded(length: number): number {
  return Math.round(length * 1000) / 1000;
}
