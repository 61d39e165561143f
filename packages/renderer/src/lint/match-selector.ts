import { is, type Options } from "css-select";
import type { HtmlElement } from "./html-document.ts";

/** What css-select asks of a tree: https://github.com/fb55/css-select#options */
const adapter: NonNullable<Options<HtmlElement, HtmlElement>["adapter"]> = {
  isTag: (element): element is HtmlElement => element !== null,
  getAttributeValue: (element, name) => element.attribute(name) ?? undefined,
  getChildren: (element) => [...element.children],
  getName: (element) => element.tag,
  getParent: (element) => element.parent,
  getSiblings: (element) => (element.parent ? [...element.parent.children] : [element]),
  getText: () => "",
  hasAttrib: (element, name) => element.has(name),
  removeSubsets: (elements) => elements,
};

/** Whether a rule with these selectors may hold for an element; states and pseudo-elements are taken as they come. */
export function matchesSelector(element: HtmlElement, selector: string): boolean {
  try {
    return is(element, selector.replace(/::[\w-]+/g, ""), { adapter, cacheResults: false });
  } catch {
    return false;
  }
}
