import { parse } from "parse5";
import { allElements, attribute, templateElements, type HtmlNode } from "./html-elements.ts";

/** The hashes that scripts and styles of other hosts must have, by their absolute addresses. */
export type PinnedAddresses = ReadonlyMap<string, string>;

/** Reads what the `integrity` attributes of some pages say: https://www.w3.org/TR/sri/ */
export function pinnedAddresses(texts: readonly string[]): PinnedAddresses {
  const elements = texts.filter((text) => text.includes("integrity")).flatMap(elementsOf);
  return new Map(
    elements.flatMap((element) => {
      const integrity = attribute(element, "integrity")?.trim();
      const address = attribute(element, element.tagName === "link" ? "href" : "src");
      const url = address === null ? null : URL.parse(address, "https://project.invalid/");
      return integrity && url ? [[url.href, integrity] as const] : [];
    }),
  );
}

function elementsOf(text: string): HtmlNode[] {
  const elements = [...allElements(parse(text).childNodes)];
  return elements.flatMap((element) => [element, ...templateElements(element)]);
}
