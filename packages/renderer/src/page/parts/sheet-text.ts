/** The text of one style sheet, and what it means there. */
export interface SheetText {
  readonly text: string;
  /** What the relative addresses of the sheets that it imports start from; those of pictures and fonts are absolute. */
  readonly base: string;
  /** The rules that it stands in, the outermost first: `@media print`. */
  readonly wrap: readonly string[];
}

/** Sheets that import each other in a circle, or without end, stop there. */
const DEEPEST = 8;

/** The text of a style element, or of the file that a link names, after the sheets that it imports. */
export function readSheets(element: HTMLStyleElement | HTMLLinkElement): SheetText[] | Promise<SheetText[]> {
  const wrap = element.media ? [`@media ${element.media}`] : [];
  if (element instanceof HTMLStyleElement)
    return withImports({ text: element.textContent, base: document.baseURI, wrap }, 0);
  const href = element.getAttribute("href") ?? "";
  if (!URL.canParse(href, document.baseURI)) return [];
  return readFile(new URL(href, document.baseURI).href, { wrap, depth: 0 });
}

async function readFile(
  base: string,
  { wrap, depth }: { readonly wrap: readonly string[]; readonly depth: number },
): Promise<SheetText[]> {
  const response = await fetch(base).catch(() => null);
  if (!response) await linkPage(base);
  // One that is not there is in the log of requests that failed.
  return response?.ok ? withImports({ text: fromBase(await response.text(), base), base, wrap }, depth) : [];
}

/** Comments and strings, which may hold anything, and addresses: https://www.w3.org/TR/css-syntax-3/#consume-url-token */
const addresses =
  /\/\*.*?\*\/|url\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^"'()\s]+))\s*\)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gis;

/** Addresses in a file of styles are relative to it, and those in the page's own to the page. */
function fromBase(text: string, base: string): string {
  return text.replaceAll(addresses, (whole: string, ...parts: Array<string | undefined>) => {
    const address = parts.slice(0, 3).find((part) => part !== undefined);
    if (address === undefined || /^(?:#|data:)/i.test(address) || !URL.canParse(address, base)) return whole;
    return `url("${new URL(address, base).href}")`;
  });
}

/** What another site shows, but does not let be read, holds for the whole page: mostly it is fonts. */
async function linkPage(href: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  await new Promise<void>((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}

function withImports(sheet: SheetText, depth: number): SheetText[] | Promise<SheetText[]> {
  const rules = parse(sheet.text);
  const imports = depth < DEEPEST ? rules.filter((rule) => rule instanceof CSSImportRule) : [];
  const own = {
    ...sheet,
    text: isWhole(sheet.text) ? sheet.text : rules.map(({ cssText }) => cssText).join("\n"),
  };
  if (imports.length === 0) return [own];
  const files = imports
    .filter(({ href }) => URL.canParse(href, sheet.base))
    .map((rule) =>
      readFile(new URL(rule.href, sheet.base).href, {
        wrap: [...sheet.wrap, ...conditions(rule)],
        depth: depth + 1,
      }),
    );
  return Promise.all(files).then((sheets) => [...sheets.flat(), own]);
}

function conditions({ media, layerName, supportsText }: CSSImportRule): string[] {
  return [
    ...(media.mediaText ? [`@media ${media.mediaText}`] : []),
    ...(supportsText ? [`@supports (${supportsText})`] : []),
    ...(layerName === null ? [] : [`@layer ${layerName}`]),
  ];
}

/** In a document that nobody sees nothing is loaded, and imports are kept. */
function parse(text: string): CSSRule[] {
  const inert = document.implementation.createHTMLDocument("");
  const style = inert.createElement("style");
  style.textContent = text;
  inert.head.append(style);
  return [...(style.sheet?.cssRules ?? [])];
}

/** Whether a text can stand within a rule: one bracket too many would end it. */
function isWhole(text: string): boolean {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media all {\n${text}\n} hf-end {}`);
  return sheet.cssRules.length === 2;
}
