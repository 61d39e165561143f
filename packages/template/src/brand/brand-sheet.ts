import { readableInk } from "./color-contrast.ts";

/** A font of a brand. */
export interface BrandFont {
  readonly family: string;
  /** Its file, by path in the project; `null` for a family of Google Fonts. */
  readonly file: string | null;
}

/** What a style sheet says of a brand. Colours are `#rrggbb`. */
interface SheetParts {
  readonly colors: Readonly<Record<string, string>>;
  readonly fonts: Readonly<Record<string, BrandFont>>;
}

/** The first version of Google's addresses gives what weights there are; the second refuses the others. */
const WEIGHTS = "300,400,500,600,700,800,900";

/**
 * The style sheet of a brand: `--brand-primary` and the like, `--brand-on-primary` for what is written upon it,
 * `--brand-accent-on-dark` and `-on-light` for what is seen on such grounds, and `--brand-heading` and `--brand-body` for
 * families, which it loads. The primary colour is the accent where there is no other.
 */
export function brandSheet({ colors: given, fonts }: SheetParts): string {
  const accent = given["accent"] ?? given["primary"];
  const colors = accent === undefined ? given : { ...given, accent };
  const families = Object.values(fonts);
  const imports = new Set(families.filter(({ file }) => file === null).map(({ family }) => importOf(family)));
  const faces = new Set(families.flatMap((font) => faceOf(font) ?? []));
  const properties = [
    ...Object.entries(colors).flatMap(([name, color]) => [
      `  --brand-${name}: ${color};`,
      `  --brand-on-${name}: ${readableInk(color)};`,
    ]),
    ...(accent === undefined ? [] : accentsOf(accent)),
    ...Object.entries(fonts).map(([name, { family }]) => `  --brand-${name}: ${JSON.stringify(family)};`),
  ];
  return [...imports, ...faces, ":root {", ...properties, "}", ""].join("\n");
}

/** Lighter or darker where it must be, with the same hue. */
function accentsOf(accent: string): string[] {
  return [
    `  --brand-accent-on-dark: oklch(from ${accent} max(l, 0.72) c h);`,
    `  --brand-accent-on-light: oklch(from ${accent} min(l, 0.6) c h);`,
  ];
}

function importOf(family: string): string {
  const name = family.replaceAll(" ", "+");
  return `@import url("https://fonts.googleapis.com/css?family=${name}:${WEIGHTS}&display=block");`;
}

/** One file is taken for all weights: nothing is made bold that is not. */
function faceOf({ family, file }: BrandFont): string | null {
  if (file === null) return null;
  const name = JSON.stringify(family);
  return `@font-face { font-family: ${name}; src: url(${JSON.stringify(file)}); font-weight: 1 1000; font-display: block; }`;
}
