import type { SourceLocation } from "../errors.ts";
import type { HtmlDocument, HtmlElement } from "./html-document.ts";
import type { AssetTarget } from "./resolve-asset.ts";

/** What a page takes a file for. */
type AssetKind = "image" | "video" | "audio" | "script" | "style" | "font" | "composition" | "page" | "data";

/** An address in a page's files. */
export interface AssetAddress {
  readonly kind: AssetKind;
  /** As written. */
  readonly address: string;
  readonly location: SourceLocation;
}

/** An address, and what it leads to. */
export interface AssetReference extends AssetAddress {
  /** The element that has the address in one of its attributes. */
  readonly element: HtmlElement | null;
  readonly target: AssetTarget;
}

/** An address in an attribute. */
type ElementAddress = AssetAddress & { readonly element: HtmlElement };

const attributesOfTags: Readonly<Record<string, ReadonlyArray<readonly [string, AssetKind]>>> = {
  img: [
    ["src", "image"],
    ["srcset", "image"],
  ],
  image: [["href", "image"]],
  video: [
    ["src", "video"],
    ["poster", "image"],
  ],
  audio: [["src", "audio"]],
  script: [["src", "script"]],
  iframe: [["src", "page"]],
  embed: [["src", "page"]],
  object: [["data", "page"]],
  use: [["href", "image"]],
};

/** Nobody has a picture in more sizes. */
const MOST_OF_A_SET = 100;

/** All addresses in a document's attributes; those in its styles and scripts are found where these are read. */
export function elementAddresses({ elements }: HtmlDocument): ElementAddress[] {
  return elements.flatMap((element) => [...addressesOf(element)]);
}

function* addressesOf(element: HtmlElement): Generator<ElementAddress> {
  yield* attributeAddress(element, "data-composition-src", "composition");
  if (element.tag === "link") yield* linkAddress(element);
  if (element.tag === "source") yield* sourceAddresses(element);
  for (const [name, kind] of attributesOfTags[element.tag] ?? [])
    yield* attributeAddress(element, name, kind);
}

function* attributeAddress(element: HtmlElement, name: string, kind: AssetKind): Generator<ElementAddress> {
  const value = element.attribute(name);
  if (value === null) return;
  const location = element.locate(name);
  for (const address of name === "srcset" ? splitSourceSet(value) : [value.trim()]) {
    yield { kind, address, location, element };
  }
}

/** Only what is drawn: icons, canonical addresses and hints for the network are not. */
function* linkAddress(element: HtmlElement): Generator<ElementAddress> {
  const relations = (element.attribute("rel") ?? "").toLowerCase().split(/\s+/);
  if (relations.includes("stylesheet")) yield* attributeAddress(element, "href", "style");
  if (relations.includes("modulepreload")) yield* attributeAddress(element, "href", "script");
}

function* sourceAddresses(element: HtmlElement): Generator<ElementAddress> {
  const kind =
    element.parent?.tag === "video" || element.parent?.tag === "audio" ? element.parent.tag : "image";
  yield* attributeAddress(element, "src", kind);
  yield* attributeAddress(element, "srcset", "image");
}

/**
 * `a.png 1x, b.png 2x`: addresses end at a space, or at a comma before one, and may hold commas.
 * https://html.spec.whatwg.org/#parse-a-srcset-attribute
 */
function splitSourceSet(text: string): string[] {
  const addresses: string[] = [];
  const words = text.split(/\s+/).filter(Boolean);
  let isAddress = true;
  for (const word of words) {
    if (isAddress) {
      addresses.push(word.endsWith(",") ? word.slice(0, -1) : word);
      isAddress = word.endsWith(",");
    } else {
      // A descriptor, behind which the next address may begin without a space.
      const next = word.indexOf(",");
      isAddress = next === word.length - 1;
      if (next >= 0 && !isAddress) addresses.push(word.slice(next + 1));
    }
  }
  return addresses.slice(0, MOST_OF_A_SET);
}
