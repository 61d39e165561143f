import { shownElements } from "../open-roots.ts";
import { plain, readFamilyList } from "./family-list.ts";
import { declaredFamilies, nextWanted, type WantedFamily } from "./wanted-family.ts";

/** What the text of a page is set in. */
interface FontUse {
  /** Every family that is named, in lower case. */
  readonly named: ReadonlySet<string>;
  /** Of each list whose text has no family yet, the one to ask for next. */
  readonly wanted: readonly WantedFamily[];
}

/** Parts of an element that have text of their own. */
const pseudoElement = /::?(?:before|after|marker|placeholder|first-line|first-letter)\b/;

/**
 * Looks through the styles of all elements that show text, or may do so later.
 *
 * @param absent families, in lower case, that have been asked for in vain.
 */
export function readFontUse(document: Document, absent: ReadonlySet<string>): FontUse {
  const lists = new Set([...elementLists(document), ...pseudoLists(document)]);
  const declared = declaredFamilies(document.fonts);
  const split = [...lists].map(readFamilyList);
  const wanted = new Map<string, WantedFamily>();
  for (const families of split) {
    const next = nextWanted(families, { declared, absent });
    if (next) wanted.set(plain(next.family), next);
  }
  const named = new Set(split.flat().map((family) => family.toLowerCase()));
  return { named, wanted: [...wanted.values()] };
}

function* elementLists(document: Document): Generator<string> {
  for (const element of shownElements(document)) {
    if (element.childElementCount === 0 || hasText(element)) yield getComputedStyle(element).fontFamily;
  }
}

function hasText(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== "",
  );
}

/** What is written before and after elements may have a font of its own. */
function* pseudoLists(document: Document): Generator<string> {
  for (const { selectorText } of styleRules(document)) {
    for (const selector of selectorText.split(",")) {
      const [pseudo] = pseudoElement.exec(selector) ?? [];
      if (pseudo === undefined) continue;
      for (const element of find(document, selector.replace(pseudo, "") || "*"))
        yield getComputedStyle(element, pseudo.replace(/^::?/, "::")).fontFamily;
    }
  }
}

function* styleRules(document: Document): Generator<CSSStyleRule> {
  const open = [...document.styleSheets, ...document.adoptedStyleSheets].map(rulesOf);
  for (let rules = open.pop(); rules; rules = open.pop()) {
    for (const rule of rules) {
      if ("selectorText" in rule && (rule as CSSStyleRule).style.fontFamily !== "")
        yield rule as CSSStyleRule;
      if ("cssRules" in rule) open.push([...(rule as CSSGroupingRule).cssRules]);
      if ("styleSheet" in rule && rule.styleSheet) open.push(rulesOf(rule.styleSheet as CSSStyleSheet));
    }
  }
}

/** Those of other hosts cannot be read. */
function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

function find(document: Document, selector: string): Iterable<Element> {
  try {
    return document.querySelectorAll(selector);
  } catch {
    // A nested rule, whose selector means something in its place only.
    return [];
  }
}
