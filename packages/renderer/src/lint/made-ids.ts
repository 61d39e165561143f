import type { AnyNode, TemplateLiteral } from "acorn";
import type { ScriptSource } from "./read-script.ts";
import { keyOf, textOf } from "./script-node.ts";

/** What a value may be that is known only when the script runs. */
const ANYTHING = ".*";
const idInMarkup = /\bid\s*=\s*\\?["']?([^"'\s<>]*?)$/;

/** Patterns of the ids that scripts give to elements which they make: `bar-1` of `bar.id = "bar-" + i`. */
export function madeIds(scripts: readonly ScriptSource[]): RegExp[] {
  const sources = scripts.flatMap(({ nodes }) => nodes.flatMap(({ node }) => patternsOf(node)));
  return [...new Set(sources)].map((source) => new RegExp(`^${source}$`));
}

function patternsOf(node: AnyNode): string[] {
  if (node.type === "TemplateLiteral") return idsInMarkup(node);
  if (node.type === "AssignmentExpression") return isId(node.left) ? [patternOf(node.right)] : [];
  if (node.type === "Property") return keyOf(node) === "id" ? [patternOf(node.value)] : [];
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const [name, value] = node.arguments;
  const { property } = node.callee;
  const sets = property.type === "Identifier" && property.name === "setAttribute" && textOf(name) === "id";
  return sets && value ? [patternOf(value)] : [];
}

function isId(node: AnyNode): boolean {
  return (
    node.type === "MemberExpression" &&
    (node.computed ? textOf(node.property) : node.property.type === "Identifier" && node.property.name) ===
      "id"
  );
}

/** Literal parts as they are, all else as anything. */
function patternOf(node: AnyNode): string {
  const text = textOf(node);
  if (text !== null) return literally(text);
  if (node.type === "BinaryExpression" && node.operator === "+")
    return patternOf(node.left) + patternOf(node.right);
  if (node.type !== "TemplateLiteral") return ANYTHING;
  return node.quasis.map(({ value }) => literally(value.cooked ?? "")).join(ANYTHING);
}

/** `row.*-bar` of `<i id="row${i}-bar">`. */
function idsInMarkup({ quasis }: TemplateLiteral): string[] {
  const texts = quasis.map(({ value }) => value.cooked ?? "");
  return texts.slice(0, -1).flatMap((text, index) => {
    const start = idInMarkup.exec(text)?.[1];
    if (start === undefined) return [];
    const [, rest = ""] = /^([^"'\s<>]*)/.exec(texts[index + 1] ?? "") ?? [];
    const isWhole = rest !== texts[index + 1] || index + 2 === texts.length;
    return [`${literally(start)}${ANYTHING}${isWhole ? literally(rest) : ANYTHING}`];
  });
}

function literally(text: string): string {
  return text.replaceAll(/[^\w-]/g, String.raw`\$&`);
}
