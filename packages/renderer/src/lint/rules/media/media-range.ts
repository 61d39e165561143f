import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

interface Range {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

const ranges: Readonly<Record<string, Range>> = {
  "data-playback-rate": { least: 0.1, most: 5, unit: "a speed" },
  // 12 dB.
  "data-volume": { least: 0, most: 3.98, unit: "a gain" },
  "data-media-start": { least: 0, most: Infinity, unit: "seconds" },
  "data-playback-start": { least: 0, most: Infinity, unit: "seconds" },
};

/** Numbers of media, and of compositions that are placed like media, stay within what can be played. */
export const mediaRange: Rule = {
  name: "media-range",
  *check({ documents }) {
    for (const element of documents.flatMap(({ elements }) => elements)) {
      if (!element.isMedia && !element.isComposition) continue;
      for (const [name, range] of Object.entries(ranges)) yield* checkNumber(element, name, range);
    }
  },
};

function* checkNumber(element: HtmlElement, name: string, { least, most, unit }: Range): Generator<Fault> {
  const text = element.attribute(name);
  if (text === null) return;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most && Number.isFinite(value)) return;
  yield {
    severity: "error",
    location: element.locate(name),
    message: `${name}="${text}" is not ${unit} ${most === Infinity ? `from ${least}` : `from ${least} to ${most}`}.`,
    advice: "Write a number in that range, or leave the attribute out.",
  };
}
