import { TemplateError } from "../template-error.ts";
import type { TemplateText } from "./template-text.ts";

/** A piece of a template: text that stays, or a tag between `<<` and `>>`. Offsets are those of the source. */
export type TemplateToken =
  | { readonly kind: "text"; readonly text: string; readonly offset: number }
  | { readonly kind: "tag"; readonly inner: string; readonly offset: number; readonly braces: boolean };

/** Which names are values: those declared, or every name if nothing is declared. */
export type IsDeclared = (name: string) => boolean;

/** How to tell tags from text. */
export interface ScanRules {
  /** For `{{NAME}}`: pages have braces of their own, so only declared names count. */
  readonly fillsBraces: IsDeclared;
  /** For `<<NAME>>` right after an operand, where a script may shift bits. */
  readonly isKnown: IsDeclared;
}

const opener = /\\?<<(?=[\w@.#/>{!^])|\\?\{\{/g;
/** Scripts have no operand that begins so. */
const sigil = /^(?:[#/>{!^]|else(?=\s|$))/;
const bracesBody = /^\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}(?!\})/;
/** A name with what a helper takes: names, strings, numbers, `name=value`, and all of these in brackets. */
const shape = /^[\w@./-]+(?:\s+(?:[\w@./=()-]|"[^"\n]*"|'[^'\n]*')+)*\s*$/;
const operandBefore = /[\w$)\]]$/;
const LONGEST_TAG = 1000;

/**
 * Splits a text at its tags. `\<<` and `\{{` stand for themselves.
 *
 * @throws {TemplateError} where a tag has no end.
 */
export function scanTags(source: TemplateText, rules: ScanRules): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let done = 0;
  const keep = (text: string, offset: number): void => {
    if (text) tokens.push({ kind: "text", text, offset });
  };
  for (const { 0: mark, index } of source.text.matchAll(opener)) {
    if (index < done) continue;
    if (mark.startsWith("\\")) {
      const literal = mark === "\\<<" || bracesAt(source, index + 1, rules);
      if (!literal) continue;
      keep(source.text.slice(done, index), done);
      keep(mark.slice(1), index + 1);
      done = index + mark.length;
      continue;
    }
    const tag = mark === "{{" ? bracesAt(source, index, rules) : angleAt(source, index, rules);
    if (!tag) continue;
    keep(source.text.slice(done, index), done);
    tokens.push({ kind: "tag", inner: tag.inner, offset: index, braces: mark === "{{" });
    done = index + tag.length;
  }
  keep(source.text.slice(done), done);
  return tokens;
}

interface FoundTag {
  readonly inner: string;
  readonly length: number;
}

function bracesAt({ text }: TemplateText, index: number, rules: ScanRules): FoundTag | null {
  if (text[index - 1] === "{") return null;
  const found = bracesBody.exec(text.slice(index, index + LONGEST_TAG));
  const name = found?.[1];
  if (!found || name === undefined || !rules.fillsBraces(firstName(name))) return null;
  return { inner: name, length: found[0].length };
}

function angleAt(source: TemplateText, index: number, rules: ScanRules): FoundTag | null {
  const rest = source.text.slice(index + 2, index + 2 + LONGEST_TAG);
  const end = endOf(rest);
  const inner = end < 0 ? rest : rest.slice(0, end);
  const maybeShift = operandBefore.test(source.text.slice(Math.max(0, index - 1), index));
  const isTag = sigil.test(inner) || (end >= 0 && shape.test(inner));
  if (isTag && end >= 0) {
    // No script has two words side by side there.
    const isShift = maybeShift && !sigil.test(inner) && !/\s/.test(inner.trim());
    if (isShift && !rules.isKnown(firstName(inner))) return null;
    return { inner, length: end + 4 };
  }
  // `1<<e)` and other bit shifts of scripts are no tags.
  if (maybeShift || end < 0) return null;
  throw TemplateError.at(
    source.locate(index),
    `<<${inner.slice(0, 40)}${inner.length > 40 ? "…" : ""} is no tag that can be read: write <<name>>, <<helper name>>, or \\<< for the characters themselves.`,
  );
}

/** Where `>>` stands outside of quotes; below 0 if the line ends before. A comment may have many lines. */
function endOf(rest: string): number {
  if (rest.startsWith("!")) return rest.indexOf(">>");
  const raw = rest.startsWith("{");
  let quote = "";
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest.charAt(index);
    if (character === "\n") return -1;
    if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (rest.startsWith(raw ? "}>>" : ">>", index) && index > 0) return raw ? index + 1 : index;
  }
  return -1;
}

function firstName(inner: string): string {
  return /^[\w-]+/.exec(inner)?.[0] ?? "";
}
