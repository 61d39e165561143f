import { readFile, realpath, stat } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import type { PartSource } from "../page/protocol.ts";
import { attribute, type HtmlNode } from "./html-elements.ts";

/** What a project's pages are made of. */
interface ProjectText {
  readonly folder: string;
  /** The composition's file, as a path below the folder. */
  readonly entry: string;
  readonly html: string;
  readonly elements: readonly HtmlNode[];
  readonly parts: ReadonlyArray<Pick<PartSource, "file" | "html">>;
}

const NAME = "__timelines";
/** Bundles of whole libraries are smaller. */
const LARGEST_SCRIPT = 16_000_000;
const MOST_SCRIPTS = 500;

/**
 * Whether any page or script of a project has a word to say about `window.__timelines`. Scripts of other hosts do not
 * count; if they register a timeline while the page loads, it is there in time.
 */
export async function speaksOfTimelines({
  folder,
  entry,
  html,
  elements,
  parts,
}: ProjectText): Promise<boolean> {
  if ([html, ...parts.map((part) => part.html)].some((text) => text.includes(NAME))) return true;
  const written = elements.flatMap((element) => scriptAddress(element, entry));
  const mounted = parts.flatMap((part) => addressesIn(part.html, part.file));
  const imported = addressesIn(html, entry);
  return scriptsSpeak(folder, [...written, ...imported, ...mounted]);
}

async function scriptsSpeak(folder: string, first: readonly string[]): Promise<boolean> {
  const seen = new Set(first);
  for (const path of seen) {
    if (seen.size > MOST_SCRIPTS) return true;
    const text = await readScript(folder, path);
    if (text.includes(NAME)) return true;
    for (const next of addressesIn(text, path)) seen.add(next);
  }
  return false;
}

function scriptAddress(element: HtmlNode, file: string): string[] {
  const source = element.tagName === "script" ? attribute(element, "src") : null;
  return source === null ? [] : localPath(source, file);
}

/** What a text imports, loads as a worker, or has for the source of a script, where that is written out. */
function addressesIn(text: string, file: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport|\bimport\s*\(|\bsrc\s*=)\s*["'`]([^"'`\s<>]+)["'`]/g);
  return [...found]
    .flatMap(([, address = ""]) => localPath(address, file))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path));
}

/** An address of the project as a path from its folder on, still encoded. */
function localPath(address: string, file: string): string[] {
  const url = URL.parse(address, `http://project/${encodeURI(file)}`);
  return url?.host === "project" ? [url.pathname] : [];
}

/** Empty where the page would get nothing either. */
async function readScript(folder: string, path: string): Promise<string> {
  try {
    const file = await realpath(join(folder, posix.normalize(decodeURIComponent(path))));
    const isInside = file.startsWith(folder + sep);
    if (!isInside || (await stat(file)).size > LARGEST_SCRIPT) return "";
    return await readFile(file, "utf8");
  } catch {
    // The page itself tells of what is missing.
    return "";
  }
}
