/** What the text of a page is set in. */
export interface FontUse {
  /** Every family that is named, in lower case. */
  readonly named: ReadonlySet<string>;
  /** Families that text would be shown in if they were there, as they are written. */
  readonly missing: readonly string[];
}

/** Names that mean whatever the system has. */
const generic = new Set([
  ...["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong"],
  ...["ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "-apple-system", "blinkmacsystemfont"],
]);

/** Fonts of one system, which authors name in front of what the others have: nobody expects them everywhere. */
const ofOneSystem =
  /^(?:segoe ui.*|sf pro.*|sf mono|\.sf.*|ubuntu|cantarell|oxygen(?:-sans)?|lucida grande)$/;

/** Letters of very different widths. */
const sample = "mmMMwwWWiillII.,@&0123456789";

/** Looks through the styles of all elements that show text, or may do so later. */
export function readFontUse(): FontUse {
  const lists = new Set<string>();
  for (const element of document.querySelectorAll("body, body *")) {
    if (element.childElementCount === 0 || hasText(element)) lists.add(getComputedStyle(element).fontFamily);
  }
  const declared = new Set([...document.fonts].map(({ family }) => plain(family)));
  const split = [...lists].map(familiesOf);
  const missing = split
    .map((families) => firstMissing(families, declared))
    .filter((family) => family !== undefined);
  return { named: new Set(split.flat().map(plain)), missing: [...new Set(missing)] };
}

function hasText(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== "",
  );
}

function familiesOf(list: string): string[] {
  return Array.from(list.matchAll(/"([^"]*)"|'([^']*)'|([^,]+)/g), ([, double, single, bare]) =>
    (double ?? single ?? bare ?? "").trim(),
  ).filter(Boolean);
}

function firstMissing(families: readonly string[], declared: ReadonlySet<string>): string | undefined {
  for (const family of families) {
    const name = plain(family);
    if (generic.has(name) || declared.has(name) || isInstalled(family)) return undefined;
    if (!ofOneSystem.test(name)) return family;
  }
  return undefined;
}

const installed = new Map<string, boolean>();
let context: CanvasRenderingContext2D | null = null;

/** A family that is not there leaves the width to the one behind it. */
function isInstalled(family: string): boolean {
  const known = installed.get(family);
  if (known !== undefined) return known;
  const name = JSON.stringify(family);
  const differs = ["serif", "monospace"].some((other) => widthIn(`${name}, ${other}`) !== widthIn(other));
  // These have no letters to measure.
  const value = differs || /emoji|symbol|math/i.test(family);
  installed.set(family, value);
  return value;
}

function widthIn(family: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  context.font = `72px ${family}`;
  return context.measureText(sample).width;
}

/** A family's name as it is compared: without quotes and case. */
export function plain(family: string): string {
  return family.replace(/^["']|["']$/g, "").toLowerCase();
}
