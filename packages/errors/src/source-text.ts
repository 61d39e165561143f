import type { SourceLocation } from "./errors.ts";

/** A file's text, in which offsets have lines and columns. */
export class SourceText {
  /** The path below the project folder. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
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
