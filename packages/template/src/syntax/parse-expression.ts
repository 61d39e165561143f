import Handlebars from "handlebars";
import { helperNames } from "../helpers/helper-table.ts";
import { TemplateError } from "../template-error.ts";
import { meantName } from "./closest-name.ts";
import type { BlockHelper, NodePlace } from "./template-node.ts";

/** A block's opening tag. */
export interface OpenedBlock {
  readonly helper: BlockHelper;
  readonly params: hbs.AST.Expression[];
  readonly blockParams: string[];
}

const blockHelpers: readonly string[] = ["if", "unless", "each", "with"];

/** What a tag writes. */
interface ParsedOutput {
  readonly expression: hbs.AST.Expression;
  /** Whether the author vouches for the place that it stands in. */
  readonly vouched: boolean;
}

/**
 * Reads what stands in `<<…>>` with Handlebars' own grammar: `name`, `user.name`, `helper name "text" option=1`, and any of these
 * in `vouch … "why"`.
 *
 * @throws {TemplateError} if it cannot be read, or asks for a helper that is not there.
 */
export function parseExpression(inner: string, place: NodePlace): ParsedOutput {
  const statement = parseOne(`{{${inner}}}`, inner, place);
  if (statement.type !== "MustacheStatement") throw unreadable(inner, place);
  const { path, params, hash, loc } = statement as hbs.AST.MustacheStatement;
  if (params.length === 0 && !isHash(hash)) return { expression: checked(path, place), vouched: false };
  const call = { type: "SubExpression", path: path as hbs.AST.PathExpression, params, hash, loc };
  if (call.path.original !== VOUCH) return { expression: checked(call, place), vouched: false };
  const [value, why] = params;
  const reason = why?.type === "StringLiteral" ? (why as hbs.AST.StringLiteral).value.trim() : "";
  if (!value || reason === "" || params.length !== 2 || isHash(hash)) {
    throw fail(
      place,
      `<<${VOUCH}>> takes a value and a reason, as in <<${VOUCH} name "only our own code reads it">>.`,
    );
  }
  return { expression: checked(value, place), vouched: true };
}

/** Not a helper: it says something of the place, and changes no value. */
const VOUCH = "vouch";

/**
 * Reads what stands in `<<#…>>`.
 *
 * @throws {TemplateError} if it cannot be read or there is no such block.
 */
export function parseBlockOpening(inner: string, place: NodePlace): OpenedBlock {
  const name = /^[\w-]+/.exec(inner)?.[0] ?? "";
  if (!blockHelpers.includes(name)) {
    throw fail(place, `<<#${name}>> is no block: there are <<#${blockHelpers.join(">>, <<#")}>>.`);
  }
  const statement = parseOne(`{{#${inner}}}{{/${name}}}`, inner, place);
  if (statement.type !== "BlockStatement") throw unreadable(inner, place);
  const block = statement as hbs.AST.BlockStatement;
  if (block.params.length !== 1 || isHash(block.hash)) {
    throw fail(place, `<<#${name}>> takes one value, as in <<#${name} rows>>.`);
  }
  for (const param of block.params) checked(param, place);
  const blockParams = (block.program as { blockParams?: string[] }).blockParams ?? [];
  return { helper: name as BlockHelper, params: block.params, blockParams };
}

/** Every name that an expression looks up. */
export function* pathsOf(expression: hbs.AST.Expression): Generator<hbs.AST.PathExpression> {
  if (expression.type === "PathExpression") yield expression as hbs.AST.PathExpression;
  if (expression.type !== "SubExpression") return;
  const { params, hash } = expression as hbs.AST.SubExpression;
  for (const param of params) yield* pathsOf(param);
  for (const pair of (hash as hbs.AST.Hash | undefined)?.pairs ?? []) yield* pathsOf(pair.value);
}

function parseOne(text: string, inner: string, place: NodePlace): hbs.AST.Statement {
  // Nothing but the braces around it may be Handlebars' own.
  if (/\{\{|\}\}|~/.test(inner)) throw unreadable(inner, place);
  let body: hbs.AST.Statement[];
  try {
    ({ body } = Handlebars.parseWithoutProcessing(bracketIndexes(text)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unreadable(inner, place);
  }
  const [statement] = body;
  if (!statement || body.length !== 1) throw unreadable(inner, place);
  return statement;
}

/** `rows.0` as Handlebars writes it: `rows.[0]`. */
function bracketIndexes(text: string): string {
  return text
    .split(/("[^"]*"|'[^']*')/)
    .map((part, index) =>
      index % 2 === 0 ? part.replaceAll(/(?<=[A-Za-z_][\w.-]*)\.(\d+)(?=[.\s)}]|$)/g, ".[$1]") : part,
    )
    .join("");
}

function checked(expression: hbs.AST.Expression, place: NodePlace): hbs.AST.Expression {
  if (expression.type !== "SubExpression") return expression;
  const { path, params, hash } = expression as hbs.AST.SubExpression;
  if (!helperNames.has(path.original)) {
    const known = [...helperNames].join(", ");
    const meant = meantName(path.original, helperNames) || ".";
    throw fail(place, `There is no helper ${path.original}: there are ${known}${meant}`);
  }
  for (const param of params) checked(param, place);
  for (const pair of (hash as hbs.AST.Hash | undefined)?.pairs ?? []) checked(pair.value, place);
  return expression;
}

function isHash(hash: hbs.AST.Hash | undefined): boolean {
  return (hash?.pairs.length ?? 0) > 0;
}

function unreadable(inner: string, place: NodePlace): TemplateError {
  return fail(place, `<<${inner}>> cannot be read: write <<name>>, <<user.name>> or <<helper name "text">>.`);
}

function fail({ source, offset }: NodePlace, message: string): TemplateError {
  return TemplateError.at(source.locate(offset), message);
}
