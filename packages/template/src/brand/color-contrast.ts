/** Words need this contrast to be read: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const LEAST_CONTRAST = 4.5;

const inks = ["#ffffff", "#111111"] as const;

/** How well one colour is seen upon another, both as `#rrggbb`: from 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function colorContrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** White or nearly black: what is read better upon a colour. */
export function readableInk(ground: string): string {
  return colorContrast(inks[0], ground) >= colorContrast(inks[1], ground) ? inks[0] : inks[1];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
