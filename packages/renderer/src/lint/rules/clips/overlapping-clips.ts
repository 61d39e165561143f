import { compositionScopes, type TimedClip } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** A clip with a place in time. */
interface Span {
  readonly element: HtmlElement;
  readonly start: number;
  readonly end: number;
}

/** Sums of decimal fractions miss one another by roundings, in seconds. */
const ROUNDING = 1e-3;

/** A track holds one clip at a time; editors draw it so. */
export const overlappingClips: Rule = {
  name: "overlapping-clips",
  *check(page) {
    for (const { clips } of compositionScopes(page)) {
      const tracks = Map.groupBy(clips.flatMap(spanOf), ({ element }) => trackOf(element));
      tracks.delete("");
      for (const spans of tracks.values()) yield* overlapsOf(spans);
    }
  },
};

function trackOf(element: HtmlElement): string {
  return element.attribute("data-track-index")?.trim() ?? "";
}

/** The length of media is not in the HTML. */
function spanOf({ element, start, end, duration }: TimedClip): Span[] {
  if (typeof start !== "number" || Number.isNaN(duration)) return [];
  if (end === null && (element.isMedia || element.isComposition)) return [];
  return [{ element, start, end: end ?? Infinity }];
}

function* overlapsOf(spans: readonly Span[]): Generator<Fault> {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  let longest: Span | undefined;
  for (const span of sorted) {
    const holds = longest && [...span.element.ancestors()].includes(longest.element);
    if (longest && !holds && span.start < longest.end - ROUNDING) yield overlap(longest, span);
    if (!longest || span.end > longest.end) longest = span;
  }
}

function overlap(before: Span, after: Span): Fault {
  const end = before.end === Infinity ? "lasts until the composition ends" : `ends at ${seconds(before.end)}`;
  const { line } = before.element.locate();
  return {
    severity: "warning",
    location: after.element.locate("data-start"),
    message:
      `This clip begins at ${seconds(after.start)} on track ${trackOf(after.element)}, where ` +
      `${nameOf(before.element)} (line ${line}) ${end}.`,
    advice: "Move one of them to another data-track-index, or change its times.",
  };
}

function nameOf({ id, tag }: HtmlElement): string {
  return id ? `"${id}"` : `<${tag}>`;
}

function seconds(time: number): string {
  return `${Number(time.toFixed(3))} s`;
}
