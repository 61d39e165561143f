import type { PlaceEscape } from "./escape/escape-value.ts";
import { compileFile } from "./filler.ts";
import type { HelperSetting } from "./helpers/helper-call.ts";
import { JsonText, toText } from "./helpers/json-text.ts";
import { checkNames } from "./syntax/check-names.ts";
import { parseTemplate } from "./syntax/parse-template.ts";
import type { OutputNode, TemplateNode } from "./syntax/template-node.ts";
import type { TemplateText } from "./syntax/template-text.ts";
import { TemplateError } from "./template-error.ts";

/** A text with `<<…>>` in it that is no file's: plain, and for no place that has a meaning of its own. */
export interface ValueExpression {
  /** The names that it asks for, as they are written. */
  readonly names: readonly string[];
  /**
   * What it gives for some data: a text, or the value itself where one expression is the whole text. `undefined` is what is missing.
   *
   * @param data as `copyData` gives it.
   * @throws {DataError} if a helper cannot do with a value, or it is too much.
   */
  readonly read: (data: object, setting: HelperSetting) => unknown;
}

/**
 * Compiles a text with the templates' own expressions, helpers and blocks. Data never become expressions.
 *
 * @throws {TemplateError} if it cannot be read, or with `<<{raw}>>`, as nothing is escaped here.
 */
export function compileValue(source: TemplateText): ValueExpression {
  const nodes = parseTemplate(source, { partials: new Map(), declared: null });
  const { uses, problems } = checkNames(nodes, null);
  if (problems.length > 0) throw new TemplateError(problems);
  refuseOpenTags(source, nodes);
  const outputs = [...outputsIn(nodes)];
  const raw = outputs.find((one) => one.raw);
  if (raw) throw TemplateError.at(source.locate(raw.offset), "Write <<name>>: nothing is escaped here.");
  const names = [...new Set(uses.map(({ name }) => name))];
  const [first] = nodes;
  if (nodes.length === 1 && first?.kind === "output") return { names, read: readWhole(first) };
  const fill = compileFile(nodes, new Map(outputs.map(({ id }) => [id, toText] as const)));
  return { names, read: (data, setting) => fill(data, setting) };
}

/** The place of a single value is asked for it, as it comes to it before it is text. */
function readWhole(node: OutputNode): ValueExpression["read"] {
  let value: unknown;
  const keep: PlaceEscape = (given) => {
    value = given;
    return "";
  };
  const fill = compileFile([node], new Map([[node.id, keep]]));
  return (data, setting) => {
    value = undefined;
    fill(data, setting);
    return value instanceof JsonText ? value.toString() : value;
  };
}

/** In files, `<<` may be a script's; here, it is a tag without an end. */
function refuseOpenTags(source: TemplateText, nodes: readonly TemplateNode[]): void {
  for (const node of nodes) {
    if (node.kind === "block") refuseOpenTags(source, [...node.body, ...node.inverse]);
    const index = node.kind === "text" ? node.text.indexOf("<<") : -1;
    if (index < 0 || source.text[node.offset + index - 1] === "\\") continue;
    const message = String.raw`This << has no end: write <<name>>, or \<< for the characters themselves.`;
    throw TemplateError.at(source.locate(node.offset + index), message);
  }
}

function* outputsIn(nodes: readonly TemplateNode[]): Generator<OutputNode> {
  for (const node of nodes) {
    if (node.kind === "output") yield node;
    if (node.kind === "block") yield* outputsIn([...node.body, ...node.inverse]);
  }
}
