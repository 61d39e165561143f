import { googleFontsHosts, installedFamilyPath } from "./google-fonts-table.ts";

/** From lowest to highest; both ends are the same for a single value. */
export type AxisRange = readonly [lowest: number, highest: number];

/** One style of a family that a page wants. */
export interface FontStyleRequest {
  readonly italic: boolean;
  readonly weight: AxisRange;
  /** Axes other than weight, by their tags: https://fonts.google.com/variablefonts */
  readonly axes: Readonly<Record<string, AxisRange>>;
}

/** A family that a page wants. */
export interface FamilyRequest {
  readonly family: string;
  /** `null` for all that there are. */
  readonly styles: readonly FontStyleRequest[] | null;
  /** The address of a style sheet for this family alone. */
  readonly address: string;
}

/** What an address of a style sheet asks for. */
interface FontSheetRequest {
  readonly families: readonly FamilyRequest[];
  readonly display: string;
  /** Whether a family that is not on this machine may be fetched: no link of the page would bring it. */
  readonly mayFetch: boolean;
}

/** Nobody needs more, and each may stand for some hundred rules. */
const MOST_FAMILIES = 50;
const MOST_STYLES = 100;

const displays = new Set(["auto", "block", "swap", "fallback", "optional"]);

/**
 * Reads an address of Google's, of either version, or our own; `undefined` if it is none of a style sheet.
 * https://developers.google.com/fonts/docs/css2, https://developers.google.com/fonts/docs/getting_started
 */
export function readFontAddress(address: string): FontSheetRequest | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.host !== googleFontsHosts.styles) return undefined;
  const given = url.searchParams.getAll("family");
  const display = url.searchParams.get("display") ?? "auto";
  return {
    families: familiesOf(url.pathname, given).slice(0, MOST_FAMILIES),
    display: displays.has(display) ? display : "auto",
    mayFetch: url.pathname === installedFamilyPath && !isOptional(url),
  };
}

/** Whether an address asks for what the page can do without, so that nobody is told of it. */
export function asksForOptional(address: string): boolean {
  const url = URL.parse(address);
  return url?.pathname === installedFamilyPath && isOptional(url);
}

function isOptional(url: URL): boolean {
  return url.searchParams.has("optional");
}

function familiesOf(path: string, given: readonly string[]): FamilyRequest[] {
  if (path === installedFamilyPath) return given.map((family) => ({ family, styles: null, address: "" }));
  if (path === "/css2") return given.map((text) => readFamily(text, { path, read: readTuples }));
  if (path !== "/css") return [];
  // Families are separated by a bar in the first version.
  return given
    .flatMap((text) => text.split("|"))
    .map((text) => readFamily(text, { path, read: readVariants }));
}

interface Version {
  readonly path: string;
  readonly read: (text: string) => FontStyleRequest[];
}

function readFamily(text: string, { path, read }: Version): FamilyRequest {
  const colon = text.indexOf(":");
  const family = (colon < 0 ? text : text.slice(0, colon)).trim();
  const styles = colon < 0 ? [regular] : read(text.slice(colon + 1));
  const query = new URLSearchParams({ family: text });
  return {
    family,
    styles: styles.slice(0, MOST_STYLES),
    address: `https://${googleFontsHosts.styles}${path}?${query.toString()}`,
  };
}

const regular: FontStyleRequest = { italic: false, weight: [400, 400], axes: {} };

/** The second version: `ital,wght@0,400;1,700`, `opsz,wght@9..40,100..900`. */
function readTuples(text: string): FontStyleRequest[] {
  const [names = "", values = ""] = text.split("@");
  const tags = names.split(",");
  return values.split(";").map((tuple) => {
    const ranges = tuple.split(",").map(readRange);
    const all = Object.fromEntries(
      tags.map((tag, index): [string, AxisRange] => [tag, ranges[index] ?? [0, 0]]),
    );
    const { ital, wght, ...axes } = all;
    return { italic: ital?.[1] === 1, weight: wght ?? [400, 400], axes };
  });
}

function readRange(text: string): AxisRange {
  const [lowest = 0, highest = lowest] = text.split("..").map(Number);
  return Number.isFinite(lowest) && Number.isFinite(highest) ? [lowest, highest] : [0, 0];
}

/** The first version: `400,700i`, `bold`, `300italic`. */
function readVariants(text: string): FontStyleRequest[] {
  const [variants = ""] = text.split(":");
  return variants.split(",").map((variant) => {
    const [, weight = "", italic = ""] =
      /^(\d+|b(?:old)?|r(?:egular)?)?(i(?:talic)?)?$/i.exec(variant.trim()) ?? [];
    const value = /^b/i.test(weight) ? 700 : Number(weight) || 400;
    return { italic: italic !== "", weight: [value, value], axes: {} };
  });
}
