import { createHash } from "node:crypto";
import { parseFragment, type DefaultTreeAdapterTypes } from "parse5";
import type { FilledCode } from "./places/code-marks.ts";

/** What a filled page may run, and where it may connect. Nothing in it comes from data. */
export interface PageRules {
  /** What its author's modules, and what the engine puts into the page, are known by. No value can hold it: it is a hash of all values. */
  readonly nonce: string;
  /** Hashes of its author's scripts as they are once filled in: `sha256-…`. */
  readonly scripts: ReadonlySet<string>;
  /** The same for `onclick` and the like. */
  readonly handlers: ReadonlySet<string>;
  /** What stands in the `src` of its author's scripts, and other whole addresses in its files. */
  readonly addresses: readonly string[];
  /** The hosts that it names itself. */
  readonly hosts: readonly string[];
  /** Whether `template.json` asks for `eval`. */
  readonly allowsEval: boolean;
  /** Whether it has a `<base>`. */
  readonly hasBase: boolean;
  /** Addresses of pictures that came from data, by the paths that the page asks for instead. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** The hash of a script or handler, as a policy names it. https://www.w3.org/TR/CSP3/#match-element-to-source-list */
export function hashOfCode({ kind, text }: FilledCode): string {
  if (kind === "inline") return hashOfText(text);
  const [element] = parseFragment(kind === "handler" ? `<p ${text}>` : `<svg><script>${text}</script></svg>`)
    .childNodes as DefaultTreeAdapterTypes.Element[];
  if (kind === "handler") return hashOfText(element?.attrs[0]?.value ?? "");
  const [script] = (element?.childNodes ?? []) as DefaultTreeAdapterTypes.Element[];
  const content = script?.childNodes.map((node) => ("value" in node ? node.value : "")).join("") ?? "";
  return hashOfText(content);
}

/** The hash of the text of a script. */
export function hashOfText(text: string): string {
  return `sha256-${createHash("sha256").update(text.toWellFormed()).digest("base64")}`;
}

/** A name that nobody can have written into what it is made of. */
export function nonceOf(texts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\0${text}`);
  return hash.digest("base64url");
}
