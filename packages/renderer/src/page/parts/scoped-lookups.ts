/** The ways to look for elements in a document. */
export interface Lookups {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): NodeListOf<Element> | Element[];
  getElementById(id: string): HTMLElement | null;
  getElementsByClassName(names: string): HTMLCollectionOf<Element>;
  getElementsByTagName(name: string): HTMLCollectionOf<Element>;
}

/** What libraries look for in a page; no sub-composition has one of its own. */
const pageWide = /^(html|head|body|script|style|link|:root|\*)$/i;

/** The page's own, whatever stands in their place while a sub-composition's code runs. */
const page: Lookups = Document.prototype;

/**
 * Look-ups that find what is in a host; what is mounted within it only where it has nothing itself. Where nothing is
 * there, one for a single element goes on in the whole page; lists do not, or a sub-composition would animate what is
 * another's.
 */
export function scopedLookups(host: HTMLElement): Lookups {
  const one = (selector: string): HTMLElement | null => {
    const first = host.querySelector<HTMLElement>(selector);
    if (!first || isOwn(first, host)) return first;
    return [...host.querySelectorAll<HTMLElement>(selector)].find((element) => isOwn(element, host)) ?? first;
  };
  return {
    querySelector: (selector) => one(selector) ?? page.querySelector.call(document, selector),
    getElementById: (id) => one(`#${CSS.escape(id)}`) ?? page.getElementById.call(document, id),
    querySelectorAll: (selector) =>
      pageWide.test(selector)
        ? page.querySelectorAll.call(document, selector)
        : preferOwn(host.querySelectorAll(selector), host),
    getElementsByClassName: (names) => host.getElementsByClassName(names),
    getElementsByTagName: (name) =>
      pageWide.test(name) ? page.getElementsByTagName.call(document, name) : host.getElementsByTagName(name),
  };
}

function isOwn(element: Element, host: HTMLElement): boolean {
  return element.parentElement?.closest("[data-hf-scope]") === host;
}

function preferOwn(found: NodeListOf<Element>, host: HTMLElement): NodeListOf<Element> | Element[] {
  const own = [...found].filter((element) => isOwn(element, host));
  return own.length === 0 || own.length === found.length ? found : own;
}
