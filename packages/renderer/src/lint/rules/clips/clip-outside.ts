import { compositionScopes, readLength, rootOf, type CompositionScope } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";

/** Sums of decimal fractions miss one another by roundings, in seconds. */
const ROUNDING = 1e-3;

/** What lies beyond `data-duration` is not seen, in the root as in a nested composition. */
export const clipOutside: Rule = {
  name: "clip-outside",
  *check(page) {
    const root = rootOf(page);
    for (const scope of compositionScopes(page)) {
      if (root && scope.element === root) yield* beyondRoot(scope);
      else yield* beyondSlot(scope);
    }
  },
};

function* beyondRoot({ element, clips }: CompositionScope): Generator<Fault> {
  const length = element ? readLength(element, "data-duration") : null;
  if (length === null || !(length > 0)) return;
  for (const clip of clips) {
    const { end } = clip;
    if (end === null || end <= length + ROUNDING) continue;
    yield {
      severity: "warning",
      location: clip.element.locate(clip.element.has("data-duration") ? "data-duration" : "data-start"),
      message: `The clip ends at ${seconds(end)}, after the composition's data-duration of ${seconds(length)}.`,
      advice:
        "What is declared is the length: the rest is not shown. Shorten the clip, or raise data-duration.",
    };
  }
}

function* beyondSlot({ element, document, clips }: CompositionScope): Generator<Fault> {
  const slot = document.host ?? element;
  const written = slot ? readLength(slot, "data-duration") : null;
  if (!slot || written === null || !(written > 0)) return;
  const rate = readLength(slot, "data-playback-rate") ?? 1;
  const length = written * rate + (readLength(slot, "data-playback-start") ?? 0);
  for (const { element: clip, start } of clips) {
    if (typeof start !== "number" || !(start >= length - ROUNDING)) continue;
    yield {
      severity: "warning",
      location: clip.locate("data-start"),
      message: `The clip begins at ${seconds(start)}, but its composition is shown only up to its ${seconds(length)}.`,
      advice: "It is never seen: start it earlier, or give the composition a longer data-duration.",
    };
  }
}

function seconds(time: number): string {
  return `${Number(time.toFixed(3))} s`;
}
