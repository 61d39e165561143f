/** The ways to look for elements in a document. */
export interface Lookups {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): NodeListOf<Element>;
  getElementById(id: string): HTMLElement | null;
  getElementsByClassName(names: string): HTMLCollectionOf<Element>;
  getElementsByTagName(name: string): HTMLCollectionOf<Element>;
}

/** What libraries look for in a page; no sub-composition has one of its own. */
const pageWide = /^(html|head|body|script|style|link|:root|\*)$/i;

/** The page's own, whatever stands in their place while a sub-composition's code runs. */
const page: Lookups = Document.prototype;

/**
 * Look-ups that find what is in a host. Where nothing is there, one for a single element goes on in the whole page;
 * lists do not, or a sub-composition would animate what is another's.
 */
export function scopedLookups(host: HTMLElement): Lookups {
  const wanted = <Result>(name: string, own: () => Result, whole: () => Result): Result =>
    pageWide.test(name) ? whole() : own();
  return {
    querySelector: (selector) => host.querySelector(selector) ?? page.querySelector.call(document, selector),
    getElementById: (id) =>
      host.querySelector<HTMLElement>(`#${CSS.escape(id)}`) ?? page.getElementById.call(document, id),
    querySelectorAll: (selector) =>
      wanted(
        selector,
        () => host.querySelectorAll(selector),
        () => page.querySelectorAll.call(document, selector),
      ),
    getElementsByClassName: (names) => host.getElementsByClassName(names),
    getElementsByTagName: (name) =>
      wanted(
        name,
        () => host.getElementsByTagName(name),
        () => page.getElementsByTagName.call(document, name),
      ),
  };
}
