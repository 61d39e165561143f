import { plain, readFontUse } from "./font-families.ts";

/** Where all of a family can be asked for that the page uses without having it; see `google-fonts-table.ts`. */
const installedFamilies = "https://fonts.googleapis.com/installed?family=";

/** Characters that scripts will write, whatever is on the page now. */
const usual = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index)).concat(
  "–—‘’“”…•×€£%°",
);

const asked = new Set<string>();
const loading = new Set<unknown>();

/**
 * Loads every font that the page's text may be shown in, at once: also those of clips that come later, in any weight.
 * Call it when all else is ready, again and again.
 *
 * @param later text that is not on the page yet.
 * @returns what is waited for, in words.
 */
export function pendingFonts(later: string): string[] {
  if (loading.size === 0) loadMore(later);
  return loading.size > 0 || document.fonts.status === "loading" ? ["fonts"] : [];
}

function loadMore(later: string): void {
  const { named, missing } = readFontUse();
  for (const family of missing) if (!asked.has(family)) wait(askFor(family));
  // Text in a canvas is set in what only its script knows.
  const isOpen = document.querySelector("canvas") !== null;
  const faces = [...document.fonts].filter((face) => isOpen || named.has(plain(face.family)));
  const characters = codePoints(later);
  for (const face of faces) {
    if (face.status === "unloaded" && covers(face.unicodeRange, characters)) wait(face.load());
  }
}

function wait(promise: Promise<unknown>): void {
  loading.add(promise);
  const done = (): void => void loading.delete(promise);
  // What fails is in the log of requests.
  promise.then(done, done);
}

/** The rules are added where neither scripts nor selectors of the page meet them. */
async function askFor(family: string): Promise<void> {
  asked.add(family);
  const response = await fetch(installedFamilies + encodeURIComponent(family));
  if (!response.ok) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function codePoints(later: string): ReadonlySet<number> {
  const text = (later + (document.body?.textContent ?? "")).slice(0, 200_000);
  const all = usual + text + text.toUpperCase() + text.toLowerCase();
  return new Set(Array.from(all, (character) => character.codePointAt(0) ?? 0));
}

/** https://www.w3.org/TR/css-fonts-4/#unicode-range-desc */
function covers(unicodeRange: string, characters: ReadonlySet<number>): boolean {
  const ranges = unicodeRange.split(",").map((text) => {
    const [from = "", to = from] = text.trim().replace(/^u\+/i, "").split("-");
    return [
      Number.parseInt(from.replaceAll("?", "0"), 16),
      Number.parseInt(to.replaceAll("?", "f"), 16),
    ] as const;
  });
  return [...characters].some((code) => ranges.some(([from, to]) => code >= from && code <= to));
}
