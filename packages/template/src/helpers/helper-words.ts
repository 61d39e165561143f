import type { HelperCall } from "./helper-call.ts";
import { isAbsent, toNumber } from "./helper-numbers.ts";
import { toText } from "./json-text.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const DEFAULT_LENGTH = 80;

/** `upper`, `lower`, `title`, `truncate` (to a number of characters as people count them), `markdown` (so that it means nothing there). */
export function formatText({ name, values, setting }: HelperCall): string {
  const [value, length] = values;
  if (isAbsent(value)) return "";
  const text = toText(value);
  const { locale } = setting;
  switch (name) {
    case "upper":
      return text.toLocaleUpperCase(locale);
    case "lower":
      return text.toLocaleLowerCase(locale);
    case "title":
      return text.replaceAll(/(?<![\p{L}\p{M}\p{N}'’])\p{L}/gu, (letter) => letter.toLocaleUpperCase(locale));
    case "markdown":
      return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~]/g, String.raw`\$&`);
    default:
      return truncate(text, isAbsent(length) ? DEFAULT_LENGTH : toNumber("truncate", length));
  }
}

function truncate(text: string, most: number): string {
  // A grapheme has at least one unit.
  if (text.length <= most) return text;
  let kept = "";
  let count = 0;
  let previous = "";
  for (const { segment } of segmenter.segment(text)) {
    count += 1;
    if (count > most) return `${previous.trimEnd()}…`;
    previous = kept;
    kept += segment;
  }
  return text;
}
