import { SourceText } from "@hyperframes-engine/errors";

/** One text file of a template, by its path below the template's folder, with lines that end in `\n` alone. */
export class TemplateText extends SourceText {
  constructor(file: string, text: string) {
    // HTML parsers read line ends so, and offsets must agree with theirs: https://html.spec.whatwg.org/#normalize-newlines
    super(file, text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n"));
  }
}
