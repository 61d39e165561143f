import type { Token } from "parse5";

/** A stretch of a page that is no text between elements. */
export interface HtmlRegion {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** The state inside of it, by offset in the file. */
  readonly inside?: (offset: number) => string;
}

interface OpenRange {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** Knows of each offset of a page what is open there: elements, a tag, an attribute, a comment, a script. */
export class HtmlState {
  readonly #regions: HtmlRegion[] = [];
  readonly #elements: OpenRange[] = [];

  /** Adds a stretch. */
  add(region: HtmlRegion): void {
    this.#regions.push(region);
  }

  /** Adds an element: its tags, and what is between them. */
  addElement(tag: string, place: Token.ElementLocation): void {
    const start = place.startTag ?? place;
    this.add({ start: start.startOffset, end: start.endOffset, name: `the tag of <${tag}>` });
    if (place.endTag) {
      this.add({ start: place.endTag.startOffset, end: place.endTag.endOffset, name: `the end of <${tag}>` });
    }
    // An element without an end tag and without content can have none: `<br>`.
    const end = place.endTag?.startOffset ?? place.endOffset;
    if (place.endTag || start.endOffset < end) this.#elements.push({ tag, start: start.endOffset, end });
  }

  /** Adds an element by what is between its tags. */
  addRange(tag: string, { start, end }: Omit<OpenRange, "tag">): void {
    this.#elements.push({ tag, start, end });
  }

  /** The state at an offset, in words. */
  at(offset: number): string {
    const open = this.#elements.filter(({ start, end }) => start <= offset && offset <= end);
    const inside = this.#regions.filter(({ start, end, inside: code }) =>
      code ? start <= offset && offset <= end : start < offset && offset < end,
    );
    const names = inside.map((region) => `${region.name} ${region.inside?.(offset) ?? ""}`.trim());
    return `${open.map(({ tag }) => `<${tag}>`).join("")}${names.length > 0 ? ` in ${names.join(", ")}` : ""}`;
  }
}
