import { parse, type DefaultTreeAdapterTypes } from "parse5";
import { withLibraryRoutes } from "./library-routes.ts";

/** Where pages find the agent. */
export const agentPath = "/.hyperframes/agent.js";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A part of a text, by its places in it. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A page for a browser that is not driven: the agent is its first script, and its libraries and fonts are the project's. Lines keep
 * their numbers, and text that is read keeps its words.
 *
 * @param nonce what scripts that are put into a filled page are known by.
 */
export function deliveredHtml(html: string, nonce: string | null): string {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const known = nonce === null ? "" : ` nonce="${nonce}"`;
  const tag = `<script${known} src="${agentPath}"></script>`;
  const at = placeOfFirstScript(document);
  const ranges = [...addressesIn(document)].toSorted((a, b) => b.start - a.start);
  let text = html;
  // From the end, so that places before stay where they are; the agent comes before all of them.
  for (const { start, end } of ranges.filter((range) => range.start >= at)) {
    text = text.slice(0, start) + withLibraryRoutes(text.slice(start, end)) + text.slice(end);
  }
  return text.slice(0, at) + tag + text.slice(at);
}

/** Behind the tag of the head, or of the page, if they are written; else behind the doctype, without which browsers read otherwise. */
function placeOfFirstScript(document: DefaultTreeAdapterTypes.Document): number {
  const root = document.childNodes.find((node): node is Element => node.nodeName === "html");
  const head = root?.childNodes.find((node): node is Element => node.nodeName === "head");
  const doctype = document.childNodes.find((node) => node.nodeName === "#documentType");
  return (
    head?.sourceCodeLocation?.startTag?.endOffset ??
    root?.sourceCodeLocation?.startTag?.endOffset ??
    doctype?.sourceCodeLocation?.endOffset ??
    0
  );
}

/** Where addresses are: in attributes, scripts and styles. */
function* addressesIn(node: Node): Generator<Range> {
  if ("attrs" in node) yield* Object.values(node.sourceCodeLocation?.attrs ?? {}).map(rangeOf);
  const isCode = node.nodeName === "script" || node.nodeName === "style";
  for (const child of "childNodes" in node ? node.childNodes : []) {
    if (isCode && child.sourceCodeLocation) yield rangeOf(child.sourceCodeLocation);
    else yield* addressesIn(child);
  }
  if ("content" in node) yield* addressesIn(node.content);
}

function rangeOf({ startOffset, endOffset }: { startOffset: number; endOffset: number }): Range {
  return { start: startOffset, end: endOffset };
}
