import type { SourceLocation } from "@hyperframes-engine/errors";

/** One text file of a template, with lines that end in `\n` alone. */
export class TemplateText {
  /** The path below the template's folder, with `/`. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    // HTML parsers read line ends so, and offsets must agree with theirs: https://html.spec.whatwg.org/#normalize-newlines
    this.text = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  }

  /** Where an offset lies; lines and columns count from 1. */
  locate(offset: number): SourceLocation {
    this.#lineStarts ??= [0, ...Array.from(this.text.matchAll(/\n/g), ({ index }) => index + 1)];
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { file: this.file, line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}
