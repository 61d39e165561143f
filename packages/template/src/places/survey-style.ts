import type { ParseOptions } from "css-tree";
import parse from "css-tree/parser";
import { tokenize, tokenTypes } from "css-tree/tokenizer";
import walk from "css-tree/walker";
import { refuse, type Spot, type Survey, type Verdict } from "../escape/escape-name.ts";
import type { StandIn, StandInWords } from "./expand.ts";
import { surveyAddress } from "./survey-address.ts";

/** What a text of CSS is: a sheet, a `style` attribute, or one value. */
type StyleKind = "stylesheet" | "declarationList" | "value";

interface StyleToken {
  readonly type: number;
  readonly start: number;
  readonly end: number;
  /** The open brackets before it; functions by name. */
  readonly open: readonly string[];
}

interface ReadStyle {
  readonly text: string;
  readonly tokens: readonly StyleToken[];
  /** From where to where declarations have their values. */
  readonly values: ReadonlyArray<{ readonly start: number; readonly end: number }>;
  readonly words: StandInWords;
}

const addressTakers =
  /^(?:url|src|image|image-set|-webkit-image-set|-webkit-cross-fade|cross-fade|expression)$/;
const codeProperties = /^(?:behavior|-moz-binding)$/i;

/** Finds where values stand in CSS: in the value of a declaration, in a text, an address or a comment. */
export function surveyStyle(
  text: string,
  { words, kind }: { readonly words: StandInWords; readonly kind: StyleKind },
): Survey {
  const style = { text, words, tokens: tokensOf(text), values: valuesOf(text, kind) };
  const spots: Spot[] = words
    .find(text)
    .map((standIn) => ({ id: standIn.id, verdict: judge(style, standIn) }));
  return { spots, fault: null, stateAt: (offset) => stateIn(style, offset) };
}

function tokensOf(text: string): StyleToken[] {
  const tokens: StyleToken[] = [];
  let open: readonly string[] = [];
  tokenize(text, (type, start, end) => {
    tokens.push({ type, start, end, open });
    const word = text.slice(start, end).toLowerCase();
    if (type === tokenTypes.Function) open = [...open, word.slice(0, -1)];
    else if (word === "{" || word === "(" || word === "[") open = [...open, word];
    else if (word === "}" || word === ")" || word === "]") open = open.slice(0, -1);
  });
  return tokens;
}

function valuesOf(text: string, kind: StyleKind): Array<{ start: number; end: number }> {
  if (kind === "value") return [{ start: 0, end: text.length }];
  const values: Array<{ start: number; end: number }> = [];
  const options: ParseOptions = {
    context: kind,
    positions: true,
    parseValue: false,
    parseCustomProperty: false,
    parseRulePrelude: false,
    parseAtrulePrelude: false,
  };
  walk(parse(text, options), (node) => {
    if (node.type !== "Declaration" || !node.value.loc || codeProperties.test(node.property)) return;
    values.push({ start: node.value.loc.start.offset, end: node.value.loc.end.offset });
  });
  return values;
}

function judge({ text, words, tokens, values }: ReadStyle, { id, start, end }: StandIn): Verdict {
  const token = tokens.find((one) => one.start <= start && end <= one.end);
  if (token?.type === tokenTypes.Comment) return ["comment"];
  if (!token || !values.some((value) => value.start <= start && end <= value.end)) {
    return refuse("in CSS only the value of a declaration can come from data");
  }
  const address = (from: number, to: number): Verdict => {
    const spots = surveyAddress(text.slice(from, to), { words, kind: "url-image" });
    const verdict = spots.find((spot) => spot.id === id)?.verdict ?? refuse("this address cannot be read");
    return "refusal" in verdict ? verdict : [...verdict, "style-string"];
  };
  switch (token.type) {
    case tokenTypes.String:
      return token.open.some((name) => addressTakers.test(name))
        ? address(token.start + 1, token.end - 1)
        : ["style-string"];
    case tokenTypes.Url: {
      const lead = /^url\(\s*/i.exec(text.slice(token.start))?.[0].length ?? 4;
      return address(token.start + lead, token.end - 1);
    }
    case tokenTypes.Ident:
    case tokenTypes.Hash:
    case tokenTypes.Dimension:
      return token.open.some((name) => addressTakers.test(name))
        ? refuse("in this function of CSS write the value in quotes")
        : ["style-value"];
    default:
      return refuse("here CSS has no place for a value: write it as a whole value, or in quotes");
  }
}

/** The open brackets, and what kind of token goes on. */
function stateIn({ text, tokens }: ReadStyle, offset: number): string {
  const inside = tokens.find(({ start, end }) => start < offset && offset < end);
  const next = tokens.find(({ start }) => start >= offset);
  const open = (inside ?? next)?.open ?? [];
  // What follows the last token is known from where it ends.
  const last = tokens.at(-1);
  const shown = inside || next || !last ? open : openAfter(text, last);
  const isWord = inside && inside.type !== tokenTypes.WhiteSpace && inside.type !== tokenTypes.Ident;
  return `${shown.join(" ")}${isWord ? ` in token ${inside.type} ${text.charAt(inside.start)}` : ""}`;
}

function openAfter(text: string, { start, end, open }: StyleToken): readonly string[] {
  return /^[\])}]$/.test(text.slice(start, end)) ? open.slice(0, -1) : open;
}
