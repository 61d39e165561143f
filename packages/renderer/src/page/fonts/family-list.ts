/**
 * The families of a list as browsers write it in a computed `font-family` or `font`: without quotes and escapes.
 * https://drafts.csswg.org/css-fonts-4/#font-family-prop
 */
export function readFamilyList(list: string): string[] {
  const names = list.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^,"'\\]|\\.)+)/gs);
  return Array.from(names, ([, double, single, bare]) =>
    withoutEscapes(double ?? single ?? (bare ?? "").trim()),
  ).filter(Boolean);
}

/** The families of a canvas's `font`, which browsers write with its size in pixels in front of them. */
export function readCanvasFont(font: string): string[] {
  const [, list = ""] = /(?:^|\s)[\d.e+-]+px(?:\s*\/\s*\S+)?\s+(.+)$/is.exec(font) ?? [];
  return readFamilyList(list);
}

/** A family's name as it is compared: without quotes and case. */
export function plain(family: string): string {
  const [name = ""] = readFamilyList(family);
  return name.toLowerCase();
}

/** A family's name as it stands in CSS. */
export function quoted(family: string): string {
  return `"${family.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\a ")}"`;
}

/** https://drafts.csswg.org/css-syntax-3/#consume-escaped-code-point */
function withoutEscapes(name: string): string {
  return name.replaceAll(/\\(?:([\da-f]{1,6})\s?|(.))/gis, (_, hex?: string, character?: string) =>
    hex === undefined ? (character ?? "") : codePoint(Number.parseInt(hex, 16)),
  );
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}
