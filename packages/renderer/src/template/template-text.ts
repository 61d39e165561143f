import type { SourceLocation } from "../errors.ts";

/** One text file of a template, with lines that end in `\n` alone. */
export class TemplateText {
  /** The path below the template's folder, with `/`. */
  readonly file: string;
  readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    // HTML parsers read line ends so, and offsets must agree with theirs: https://html.spec.whatwg.org/#normalize-newlines
    this.text = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  }

  /** Where an offset lies; lines and columns count from 1. */
  locate(offset: number): SourceLocation {
    const before = this.text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { file: this.file, line: before.split("\n").length, column: offset - lineStart + 1 };
  }
}
