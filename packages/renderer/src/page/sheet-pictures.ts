/** Addresses in CSS: https://www.w3.org/TR/css-values-4/#urls */
const addresses = /url\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)"'\s]*))\)/g;

/** More are a library's, of which a page uses few. */
const MOST_PICTURES = 200;

/**
 * Loads the pictures that the page's style sheets name before its first frame: one that is shown only once a class asks for it is then
 * there in the frame that does, as it would else come a frame later.
 */
export class SheetPictures {
  readonly #pictures = new Map<string, HTMLImageElement>();
  readonly #waiting = new Set<string>();
  readonly #seen = new WeakMap<CSSStyleSheet, number>();

  /** Those that have not come yet. */
  pending(): readonly string[] {
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    for (const sheet of sheets) this.#look(sheet);
    return [...this.#waiting];
  }

  #look(sheet: CSSStyleSheet): void {
    const rules = rulesOf(sheet);
    if (this.#seen.get(sheet) === rules.length) return;
    this.#seen.set(sheet, rules.length);
    for (const rule of rules) this.#lookAt(rule, sheet.href ?? document.baseURI);
  }

  #lookAt(rule: CSSRule, base: string): void {
    if (rule instanceof CSSImportRule) {
      if (rule.styleSheet) this.#look(rule.styleSheet);
      return;
    }
    if (rule instanceof CSSGroupingRule) for (const inner of rule.cssRules) this.#lookAt(inner, base);
    if (!(rule instanceof CSSStyleRule) && !(rule instanceof CSSKeyframesRule)) return;
    for (const address of addressesIn(rule.cssText, base)) this.#load(address);
  }

  #load(address: string): void {
    if (this.#pictures.has(address) || this.#pictures.size >= MOST_PICTURES) return;
    const picture = new Image();
    this.#pictures.set(address, picture);
    this.#waiting.add(address);
    picture.src = address;
    const done = (): void => void this.#waiting.delete(address);
    picture.decode().then(done, done);
  }
}

/** The addresses of the project's own pictures in a piece of CSS. Others' servers need not be asked for what may never be seen. */
export function addressesIn(css: string, base: string): string[] {
  return [...css.matchAll(addresses)].flatMap((match) => {
    const url = URL.parse(match[1] ?? match[2] ?? match[3] ?? "", base);
    return url?.origin === location.origin && !url.hash ? [url.href] : [];
  });
}

/** Rules of another server's sheet may not be read. */
function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}
