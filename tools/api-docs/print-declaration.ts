import type { Class, Declaration, Directive, Function, Statement } from "oxc-parser";
import { declaredNames } from "../house-rules/declared-names.ts";
import type { SourceFile } from "../house-rules/source-file.ts";

/** A declaration as others see it: its text without bodies and comments, and the first sentence of its doc comment. */
export interface PrintedDeclaration {
  readonly text: string;
  readonly sentence: string;
}

/** Prints what declares a name in a file, followed by types of the file that only it names. */
export function printDeclaration(file: SourceFile, name: string): PrintedDeclaration {
  const texts = printed(file, name);
  const seen = new Set([name]);
  for (const text of texts) {
    for (const [other] of text.matchAll(/\b[A-Z]\w+/g)) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (!isExported(file, other)) texts.push(...printed(file, other));
    }
  }
  return { text: texts.join("\n\n"), sentence: firstSentence(file, name) };
}

function statementsOf(file: SourceFile, name: string): Array<Directive | Statement> {
  return file.program.body.filter((statement) => declaredNames(statement).includes(name));
}

function isExported(file: SourceFile, name: string): boolean {
  return statementsOf(file, name).some(({ type }) => type === "ExportNamedDeclaration");
}

function printed(file: SourceFile, name: string): string[] {
  const statements = statementsOf(file, name);
  // Of an overloaded function, callers do not see the one with the body.
  const visible =
    statements.length > 1 ? statements.filter((item) => !hasBody(declarationOf(item))) : statements;
  return visible.map((statement) => printOne(file, declarationOf(statement)));
}

function declarationOf(statement: Directive | Statement): Declaration {
  return (
    "declaration" in statement && statement.declaration ? statement.declaration : statement
  ) as Declaration;
}

function hasBody(node: Declaration): boolean {
  return node.type === "FunctionDeclaration" && node.body !== null;
}

function printOne(file: SourceFile, node: Declaration): string {
  const plain = (from: number, to: number): string => withoutComments(file, from, to);
  if (node.type === "FunctionDeclaration") return plain(node.start, node.body?.start ?? node.end);
  if (node.type === "ClassDeclaration")
    return `${plain(node.start, node.body.start)} {\n${members(node, plain).join("\n")}\n}`;
  if (node.type !== "VariableDeclaration") return plain(node.start, node.end);
  return node.declarations.map((item) => `${node.kind} ${variable(item, plain)}`).join("\n");
}

type Plain = (from: number, to: number) => string;

/** The value is told only where nothing else tells what it is, and it is short. */
function variable(
  item: {
    readonly id: { start: number; end: number; typeAnnotation?: object | null };
    readonly init: Function | { type: string; start: number; end: number } | null;
  },
  plain: Plain,
): string {
  const declared = plain(item.id.start, item.id.end);
  if (item.id.typeAnnotation || !item.init) return declared;
  const value = plain(item.init.start, item.init.end);
  return `${declared} = ${value.length > 80 || value.includes("\n") ? "…" : value}`;
}

function members(node: Class, plain: Plain): string[] {
  return node.body.body.flatMap((item) => {
    if (!("key" in item) || item.key.type === "PrivateIdentifier") return [];
    if ("accessibility" in item && item.accessibility === "private") return [];
    if (item.type === "MethodDefinition")
      return [`  ${plain(item.start, item.value.body?.start ?? item.end)};`];
    // The value of a property with a type is nobody's business.
    const type = "typeAnnotation" in item ? item.typeAnnotation : null;
    const end = item.value ? (type?.end ?? item.key.end) : item.end;
    return [`  ${plain(item.start, end).replace(/;$/, "")};`];
  });
}

function withoutComments(file: SourceFile, from: number, to: number): string {
  let text = "";
  let at = from;
  for (const { start, end } of file.comments) {
    if (start < at || end > to) continue;
    text += file.text.slice(at, start);
    at = end;
  }
  return (text + file.text.slice(at, to))
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}

function firstSentence(file: SourceFile, name: string): string {
  const [statement] = statementsOf(file, name);
  if (!statement) return "";
  const comment = file.comments.findLast(
    ({ end }) => end <= statement.start && file.text.slice(end, statement.start).trim() === "",
  );
  const text = (comment?.value ?? "")
    .replaceAll(/^\s*\*+ ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /^.*?[.:](?= [A-Z`@]|$)/.exec(text.split(" @")[0] ?? "")?.[0] ?? text;
}
