import type { AxisRange, FamilyRequest, FontStyleRequest } from "./google-fonts-address.ts";
import type { FontPackage } from "./google-fonts-package.ts";
import { googleFontsHosts } from "./google-fonts-table.ts";

interface Face {
  readonly italic: boolean;
  readonly weight: AxisRange;
  readonly stretch: AxisRange | undefined;
  /** What stands in the file's name for the weight or the axes. */
  readonly variant: string;
}

/** The rules for a family, one for each style and slice, as Google's own style sheets and Fontsource's have them. */
export function fontFaceRules(font: FontPackage, request: FamilyRequest, display: string): string {
  const asked = request.styles?.flatMap((style) => facesOf(font, style)) ?? [];
  // Of a family that has none of the styles, something is better than nothing.
  const faces = asked.length > 0 ? asked : allFaces(font);
  return faces.flatMap((face) => rulesOf(font, face, { family: request.family, display })).join("\n");
}

function allFaces(font: FontPackage): Face[] {
  const weight: AxisRange = [1, 1000];
  return [false, true].flatMap((italic) => facesOf(font, { italic, weight, axes: {} }));
}

function facesOf(font: FontPackage, style: FontStyleRequest): Face[] {
  const faces = font.axes ? variableFaces(font.axes, style) : fixedFaces(font, style);
  const there = faces.filter((face) => font.slices.some(([slice]) => font.has(fileOf(font, face, slice))));
  return font.axes ? there.slice(0, 1) : there;
}

function fixedFaces(
  { weights }: FontPackage,
  { italic, weight: [lowest, highest] }: FontStyleRequest,
): Face[] {
  return weights
    .filter((value) => value >= lowest && value <= highest)
    .map((value) => ({ italic, weight: [value, value], stretch: undefined, variant: String(value) }));
}

/** One face in each of the variants that will do, the smallest files first. */
function variableFaces(axes: NonNullable<FontPackage["axes"]>, style: FontStyleRequest): Face[] {
  const weight = axes["wght"] ? overlap(style.weight, axes["wght"]) : ([400, 400] as const);
  if (!weight) return [];
  const width = axes["wdth"] && style.axes["wdth"];
  const stretch = width ? overlap(width, axes["wdth"] ?? width) : undefined;
  const base = { italic: style.italic, weight, stretch };
  return variantsFor(Object.keys(style.axes)).map((variant) => ({ ...base, variant }));
}

/** https://fontsource.org/docs/getting-started/variable: one file per axis, `standard` ones, and `full`. */
function variantsFor(tags: readonly string[]): string[] {
  if (tags.length === 0) return ["wght", "standard", "full"];
  const [only = "wght"] = tags;
  return tags.length === 1 ? [only.toLowerCase(), "standard", "full"] : ["standard", "full"];
}

function overlap(asked: AxisRange, given: AxisRange): AxisRange | undefined {
  const [lowest, highest] = [Math.max(asked[0], given[0]), Math.min(asked[1], given[1])];
  return lowest <= highest ? [lowest, highest] : undefined;
}

function fileOf({ id }: FontPackage, { variant, italic }: Face, slice: string): string {
  return `${id}-${slice}-${variant}-${italic ? "italic" : "normal"}.woff2`;
}

function rulesOf(
  font: FontPackage,
  face: Face,
  { family, display }: { readonly family: string; readonly display: string },
): string[] {
  return font.slices.flatMap(([slice, range]) => {
    const file = fileOf(font, face, slice);
    if (!font.has(file)) return [];
    const descriptors = [
      `font-family:${JSON.stringify(family)}`,
      `font-style:${face.italic ? "italic" : "normal"}`,
      `font-weight:${rangeText(face.weight)}`,
      ...(face.stretch ? [`font-stretch:${rangeText(face.stretch, "%")}`] : []),
      `font-display:${display}`,
      `src:url(https://${googleFontsHosts.files}/s/${font.name}@${font.version}/${file}) format("woff2")`,
      ...(range === null ? [] : [`unicode-range:${range}`]),
    ];
    return [`@font-face{${descriptors.join(";")}}`];
  });
}

function rangeText([lowest, highest]: AxisRange, unit = ""): string {
  return lowest === highest ? `${lowest}${unit}` : `${lowest}${unit} ${highest}${unit}`;
}
