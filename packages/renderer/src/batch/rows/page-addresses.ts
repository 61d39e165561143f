import { SourceText } from "@hyperframes-engine/errors";
import { elementAddresses } from "../../lint/asset-reference.ts";
import { readHtmlDocument } from "../../lint/html-document.ts";

/** An address of a picture, a video or a sound, and the file that it stands in. */
export interface PageAddress {
  readonly address: string;
  /** A path below the project's folder. */
  readonly base: string;
}

const inStyle = /\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/gi;
const inQuotes = /"([^"<>]*)"|'([^'<>]*)'/g;
const media: ReadonlySet<string> = new Set(["image", "video", "audio"]);

/** The addresses of media in the files of a project that data changed. */
export function* pageAddresses(texts: ReadonlyMap<string, string>): Generator<PageAddress> {
  for (const [base, text] of texts) {
    if (/\.css$/i.test(base)) yield* styleAddresses(text, base);
    else if (/\.x?html?$/i.test(base)) yield* htmlAddresses(text, base);
  }
}

/** Whatever stands between quotes in a text: what is in there before data is filled in does not come from a row. */
export function quotedTexts(text: string): Set<string> {
  return new Set(
    Array.from(text.matchAll(inQuotes), ([, double, single]) => (double ?? single ?? "").trim()),
  );
}

function* htmlAddresses(text: string, base: string): Generator<PageAddress> {
  const document = readHtmlDocument(new SourceText(base, text), null);
  for (const { address, kind } of elementAddresses(document)) if (media.has(kind)) yield { address, base };
  for (const element of document.elements) {
    yield* styleAddresses(element.attribute("style") ?? "", base);
    if (element.tag === "style") yield* styleAddresses(element.content.text, base);
  }
}

function* styleAddresses(style: string, base: string): Generator<PageAddress> {
  for (const [, double, single, bare] of style.matchAll(inStyle))
    yield { address: (double ?? single ?? bare ?? "").trim(), base };
}
