/** Characters that scripts will write, whatever is on the page now. */
const usual = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index)).concat(
  "–—‘’“”…•×€£%°",
);
/** More text than this has no other characters. */
const LONGEST_TEXT = 200_000;

/** The characters that a text needs a font for, and those that are always needed. */
export function codePoints(text: string): ReadonlySet<number> {
  const start = text.slice(0, LONGEST_TEXT);
  const all = usual + start + start.toUpperCase() + start.toLowerCase();
  return new Set(Array.from(all, (character) => character.codePointAt(0) ?? 0));
}

/** Whether a font has some of the characters: https://www.w3.org/TR/css-fonts-4/#unicode-range-desc */
export function covers(unicodeRange: string, characters: ReadonlySet<number>): boolean {
  const ranges = unicodeRange.split(",").map((text) => {
    const [from = "", to = from] = text.trim().replace(/^u\+/i, "").split("-");
    return [
      Number.parseInt(from.replaceAll("?", "0"), 16),
      Number.parseInt(to.replaceAll("?", "f"), 16),
    ] as const;
  });
  return [...characters].some((code) => ranges.some(([from, to]) => code >= from && code <= to));
}
