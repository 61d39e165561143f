import type { Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** Every attribute of the composition format. */
const known = new Set([
  "data-color-grading",
  "data-composition-id",
  "data-composition-src",
  "data-composition-variables",
  "data-duration",
  "data-fade-in",
  "data-fade-out",
  "data-fps",
  "data-has-audio",
  "data-height",
  "data-hidden",
  "data-media-start",
  "data-no-timeline",
  "data-playback-rate",
  "data-playback-start",
  "data-start",
  "data-track-index",
  "data-var-src",
  "data-var-text",
  "data-variable-values",
  "data-volume",
  "data-width",
]);

/** What older compositions and other tools write. */
const otherNames: Readonly<Record<string, string>> = {
  "data-composition-height": "data-height",
  "data-composition-width": "data-width",
  "data-end": "data-duration",
  "data-framerate": "data-fps",
  "data-layer": "data-track-index",
  "data-start-time": "data-start",
  "data-track": "data-track-index",
  "data-trim-start": "data-media-start",
};

/** An attribute with nearly the right name is not read, which nothing else would tell. */
export const misspeltAttribute: Rule = {
  name: "misspelt-attribute",
  *check({ documents }) {
    for (const element of documents.flatMap(({ elements }) => elements)) {
      if (!element.has("data-start") && !element.isMedia && !element.isComposition) continue;
      for (const name of element.attributeNames) {
        const meant = meantBy(name, element);
        if (meant === null) continue;
        yield {
          severity: "warning",
          location: element.locate(name),
          message: `The attribute ${name} is not read.`,
          advice: `Perhaps ${meant} is meant.`,
        };
      }
    }
  },
};

function meantBy(name: string, element: HtmlElement): string | null {
  if (!name.startsWith("data-") || known.has(name)) return null;
  const other = otherNames[name] ?? [...known].find((candidate) => isOneSlip(name, candidate));
  // Who writes both, as older compositions do, is served.
  return other !== undefined && !element.has(other) ? other : null;
}

/** Whether two words differ by one letter too many, too few, changed, or swapped with the next. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let back = 0;
  const shorter = Math.min(a.length, b.length);
  while (back < shorter - from && a.at(-1 - back) === b.at(-1 - back)) back += 1;
  const [restA, restB] = [a.slice(from, a.length - back), b.slice(from, b.length - back)];
  const swapped = restA.length === 2 && restA === `${restB[1]}${restB[0]}`;
  return swapped || Math.max(restA.length, restB.length) <= 1;
}
