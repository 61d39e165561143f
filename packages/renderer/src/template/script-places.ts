import type { AnyNode, Node } from "acorn";
import { sinkIn } from "./script-sinks.ts";

/** A place of a script where a value stands as an expression or in a text. */
export interface ScriptPlace {
  /** Why no value can be safe there; `null` if one can. */
  readonly refusal: string | null;
}

/** Fields of nodes that hold an expression, wherever a value may be one. https://github.com/estree/estree */
const expressionFields: Readonly<Record<string, readonly string[]>> = {
  VariableDeclarator: ["init"],
  AssignmentExpression: ["right"],
  AssignmentPattern: ["right"],
  Property: ["value"],
  PropertyDefinition: ["value"],
  ArrayExpression: ["elements"],
  CallExpression: ["arguments"],
  NewExpression: ["arguments"],
  BinaryExpression: ["left", "right"],
  LogicalExpression: ["left", "right"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  ReturnStatement: ["argument"],
  ThrowStatement: ["argument"],
  ArrowFunctionExpression: ["body"],
  SpreadElement: ["argument"],
  TemplateLiteral: ["expressions"],
  MemberExpression: ["object"],
  IfStatement: ["test"],
  WhileStatement: ["test"],
  DoWhileStatement: ["test"],
  ForStatement: ["test"],
  ForInStatement: ["right"],
  ForOfStatement: ["right"],
  SwitchStatement: ["discriminant"],
  SwitchCase: ["test"],
  UnaryExpression: ["argument"],
  AwaitExpression: ["argument"],
  YieldExpression: ["argument"],
  SequenceExpression: ["expressions"],
  ExportDefaultDeclaration: ["declaration"],
};
const functions = /Function|Method/;

interface Visit {
  readonly node: AnyNode;
  readonly field: string;
  readonly parents: ReadonlyArray<{ readonly node: AnyNode; readonly field: string }>;
}

/** Finds, by where their tokens begin, the names that are words for values, and the texts that hold some. */
export function findScriptPlaces(
  program: Node,
  holdsValue: (text: string) => boolean,
): Map<number, ScriptPlace> {
  const places = new Map<number, ScriptPlace>();
  for (const visit of visits({ node: program as AnyNode, field: "", parents: [] })) {
    const { node, parents } = visit;
    if (node.type === "Identifier" && holdsValue(node.name)) {
      // A shorthand property is seen twice, as name and as value: the first is right.
      if (!places.has(node.start)) {
        const refusal = isExpression(visit)
          ? sinkOf([...parents, visit])
          : "here a script names something: only expressions can be values";
        places.set(node.start, { refusal });
      }
    } else if (node.type === "Literal" && typeof node.value === "string" && holdsValue(node.value)) {
      places.set(node.start, { refusal: sinkOf([...parents, visit]) });
    } else if (node.type === "TemplateElement" && holdsValue(node.value.raw)) {
      places.set(node.start, { refusal: sinkOf([...parents, visit]) });
    }
  }
  return places;
}

function* visits(visit: Visit): Generator<Visit> {
  yield visit;
  const parents = [...visit.parents, { node: visit.node, field: visit.field }];
  for (const [field, value] of Object.entries(visit.node) as Array<[string, unknown]>) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) yield* visits({ node: child, field, parents });
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function isExpression({ node, field, parents }: Visit): boolean {
  const parent = parents.at(-1)?.node;
  if (!parent) return false;
  if (parent.type === "MemberExpression" && field === "property") return parent.computed;
  if (!expressionFields[parent.type]?.includes(field)) return false;
  if (parent.type === "Property" && (parent.shorthand || parents.at(-2)?.node.type !== "ObjectExpression")) {
    return false;
  }
  if (parent.type === "UnaryExpression" && parent.operator === "delete") return false;
  // `{…}` at the start of a statement is a block, and `(…)` after a line end may be a call.
  return !parents.some((one) => one.node.type === "ExpressionStatement" && one.node.start === node.start);
}

/** Whether the value would be run as code, or read as HTML, right here. What variables do with it later cannot be seen. */
function sinkOf(parents: Visit["parents"]): string | null {
  for (const [index, { node }] of parents.entries()) {
    const inside = parents[index + 1];
    const field = inside?.field ?? "";
    if (parents.slice(index + 1).some((one) => functions.test(one.node.type))) continue;
    const refusal = sinkIn(node, field);
    if (refusal) return refusal;
  }
  return null;
}
