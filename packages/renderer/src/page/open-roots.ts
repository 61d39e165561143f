import { replaceMethod } from "./realm.ts";

/** Roots that scripts keep to themselves. */
const closed = new WeakMap<Element, ShadowRoot>();

/** Notes the shadow roots that nobody else can find again; call it before the page's own scripts run. */
export function watchShadowRoots(): void {
  replaceMethod(Element.prototype, "attachShadow", (native, host, values) => {
    const root = native(host, values);
    if (root instanceof ShadowRoot && host instanceof Element) closed.set(host, root);
    return root;
  });
}

/** Every element of a document's body, those in shadow roots too. */
export function* shownElements(document: Document): Generator<Element> {
  if (document.body) yield document.body;
  const open: Array<Iterable<Element>> = [document.querySelectorAll("body *")];
  for (let list = open.pop(); list; list = open.pop()) {
    for (const element of list) {
      yield element;
      const root = element.shadowRoot ?? closed.get(element);
      if (root) open.push(root.querySelectorAll("*"));
    }
  }
}
