import type { SourceText } from "@hyperframes-engine/errors";
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { SourceLocation } from "../errors.ts";

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

/** An HTML file with all its elements, in document order, those inside of templates too. */
export interface HtmlDocument {
  readonly source: SourceText;
  readonly elements: readonly HtmlElement[];
  /** The element that includes the file by `data-composition-src`; `null` for the entry. */
  readonly host: HtmlElement | null;
}

/** An element whose parts have places in the file. */
export class HtmlElement {
  readonly source: SourceText;
  readonly parent: HtmlElement | null;
  /** The nearest template around it. */
  readonly template: HtmlElement | null;
  /** The nearest composition around it: its root, or the place where it is included. */
  readonly composition: HtmlElement | null;
  readonly #element: Element;
  readonly #children: HtmlElement[] = [];

  constructor(source: SourceText, parent: HtmlElement | null, element: Element) {
    this.source = source;
    this.parent = parent;
    this.template = parent?.tag === "template" ? parent : (parent?.template ?? null);
    this.composition = parent?.isComposition ? parent : (parent?.composition ?? null);
    this.#element = element;
    if (parent) parent.#children.push(this);
  }

  /** The elements right inside it that have been read by now. */
  get children(): readonly HtmlElement[] {
    return this.#children;
  }

  /** In lower case. */
  get tag(): string {
    return this.#element.tagName.toLowerCase();
  }

  /** Empty where there is none. */
  get id(): string {
    return this.attribute("id") ?? "";
  }

  /** The names of all attributes. */
  get attributeNames(): readonly string[] {
    return this.#element.attrs.map(({ name }) => name);
  }

  /** An attribute's value with character references replaced; `null` without the attribute. */
  attribute(name: string): string | null {
    return this.#element.attrs.find((candidate) => candidate.name === name)?.value ?? null;
  }

  /** Whether an attribute is there, with or without a value. */
  has(name: string): boolean {
    return this.attribute(name) !== null;
  }

  /** Whether it is the root of a composition, or the place of one. */
  get isComposition(): boolean {
    return this.has("data-composition-id") || this.has("data-composition-src");
  }

  /** Whether it plays a file. */
  get isMedia(): boolean {
    return this.tag === "video" || this.tag === "audio";
  }

  /** Where the element begins, or one of its attributes. */
  locate(name?: string): SourceLocation {
    const place = name === undefined ? undefined : this.#element.sourceCodeLocation?.attrs?.[name];
    return this.source.locate((place ?? this.#element.sourceCodeLocation)?.startOffset ?? 0);
  }

  /** Where an attribute's value begins in the file. */
  valueOffset(name: string): number {
    const place = this.#element.sourceCodeLocation?.attrs?.[name];
    if (!place) return this.#element.sourceCodeLocation?.startOffset ?? 0;
    const written = this.source.text.slice(place.startOffset, place.endOffset);
    return place.startOffset + (/^[^=]*=\s*["']?/.exec(written)?.[0].length ?? 0);
  }

  /** What stands between the tags, as it is in the file, and where. For elements that hold nothing but text. */
  get content(): { readonly text: string; readonly offset: number } {
    const place = this.#element.sourceCodeLocation;
    const offset = place?.startTag?.endOffset ?? place?.endOffset ?? 0;
    const end = place?.endTag?.startOffset ?? place?.endOffset ?? offset;
    return { text: this.source.text.slice(offset, end), offset };
  }

  /** The elements around it, from the inside. */
  *ancestors(): Generator<HtmlElement> {
    for (let element = this.parent; element; element = element.parent) yield element;
  }
}

/** Reads HTML; browsers take any text for HTML, and so does this. */
export function readHtmlDocument(source: SourceText, host: HtmlElement | null): HtmlDocument {
  const root = parse(source.text, { sourceCodeLocationInfo: true });
  return { source, host, elements: [...allElements(source, root.childNodes)] };
}

/** Without recursion, as a file may nest deeper than the stack. */
function* allElements(source: SourceText, nodes: readonly Node[]): Generator<HtmlElement> {
  const waiting = nodes.toReversed().map((node) => ({ node, parent: null as HtmlElement | null }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!("tagName" in next.node)) continue;
    const element = new HtmlElement(source, next.parent, next.node);
    yield element;
    const children = "content" in next.node ? next.node.content.childNodes : next.node.childNodes;
    for (const node of children.toReversed()) waiting.push({ node, parent: element });
  }
}
