import type { AnyNode, Node } from "acorn";
import { isMarkupText, refusalOfFlow, type FlowStep } from "./script-flow.ts";

/** A place of a script where a value stands as an expression or in a text. */
export interface ScriptPlace {
  /** Why no value can be safe there; `null` if one can. */
  readonly refusal: string | null;
  /** Whether a value could be written there all the same, where somebody vouches for what becomes of it. */
  readonly isWritable: boolean;
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

/** What a search needs to know of the words in a script. */
interface PlaceSearch {
  readonly holdsValue: (text: string) => boolean;
  /** The functions that the template itself declares. */
  readonly functions: ReadonlySet<string>;
}

interface Visit {
  readonly node: AnyNode;
  readonly field: string;
  readonly parents: ReadonlyArray<{ readonly node: AnyNode; readonly field: string }>;
}

/** Finds, by where their tokens begin, the names that are words for values, and the texts that hold some. */
export function findScriptPlaces(program: Node, search: PlaceSearch): Map<number, ScriptPlace> {
  const places = new Map<number, ScriptPlace>();
  for (const visit of visits({ node: program as AnyNode, field: "", parents: [] })) {
    const { start } = visit.node;
    const place = placeOf(visit, search);
    // A shorthand property is seen twice, as name and as value: the first is right.
    if (place && !places.has(start)) places.set(start, place);
  }
  return places;
}

function placeOf(visit: Visit, { holdsValue, functions }: PlaceSearch): ScriptPlace | null {
  const { node } = visit;
  const flow = (isText: boolean): string | null => refusalOfFlow(stepsOf(visit), functions, isText);
  if (node.type === "Identifier" && holdsValue(node.name)) {
    if (isExpression(visit)) return { refusal: flow(false), isWritable: true };
    return {
      refusal: "here a script names something: only expressions can be values",
      isWritable: false,
    };
  }
  if (node.type === "TemplateElement" && holdsValue(node.value.raw)) {
    return { refusal: flow(true), isWritable: !isTagged(visit) };
  }
  if (node.type !== "Literal" || typeof node.value !== "string" || !holdsValue(node.value)) return null;
  const refusal = isMarkupText(node.value)
    ? "a script cannot escape it for the markup around it: make the element, and set its textContent"
    : flow(true);
  return { refusal, isWritable: visit.field !== "source" };
}

/** A tag sees the text as it is written, with its escapes. */
function isTagged({ parents }: Visit): boolean {
  return parents.at(-2)?.node.type === "TaggedTemplateExpression";
}

/** From the node outwards. */
function stepsOf({ field, parents }: Visit): FlowStep[] {
  const steps: FlowStep[] = [];
  let inner = field;
  for (const parent of parents.toReversed()) {
    steps.push({ node: parent.node, field: inner });
    inner = parent.field;
  }
  return steps;
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
