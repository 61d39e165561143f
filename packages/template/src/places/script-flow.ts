import type { AnyNode, CallExpression, NewExpression } from "acorn";
import {
  isCaller,
  isPlainAttribute,
  isPureFunction,
  isPureMethod,
  isSetter,
  isTaker,
  useOfProperty,
} from "./script-names.ts";

/** One step from a value to the program around it: a node, and the field of it that the step before stands in. */
export interface FlowStep {
  readonly node: AnyNode;
  readonly field: string;
}

/** `on`: the value goes on outwards; `done`: it is kept or dropped here; or why it is not safe. */
type Verdict = "on" | "done" | { readonly refusal: string };

interface Flow {
  readonly functions: ReadonlySet<string>;
  /** The names of the properties on the way. */
  readonly keys: string[];
  /** Whether it is a text by now, and no object with names of its own. */
  isText: boolean;
  /** Whether the value chose which member of an object is read. */
  isChosen: boolean;
}

const ends =
  /^(?:Program|BlockStatement|StaticBlock|ExpressionStatement|LabeledStatement|ThrowStatement|ExportDefaultDeclaration|FunctionDeclaration|IfStatement|WhileStatement|DoWhileStatement|ForStatement|ForInStatement|SwitchStatement|SwitchCase)$/;
const passages =
  /^(?:ArrayExpression|ObjectExpression|LogicalExpression|SequenceExpression|SpreadElement|ParenthesizedExpression|ChainExpression|AwaitExpression|YieldExpression|ReturnStatement|UnaryExpression|ArrowFunctionExpression|FunctionExpression)$/;
const markupStart = /<[a-z!/]|javascript:/i;

const leaving = "the script opens this address in place of the page, and an address may be code";
const inMarkup =
  "a script cannot escape it for the markup around it: make the element, and set its textContent";
const ofModule = "the address of a module cannot come from data";
const notUnderstood =
  "it is not clear what the script does with this value: write const NAME = …; and use that name";

/**
 * Follows a value outwards to where it is kept or dropped. What becomes of a variable later cannot be seen: for that there is the
 * page's policy.
 *
 * @param steps from the value to the program.
 * @param functions those that the template itself declares.
 * @returns why the value is not safe; `null` if it is.
 */
export function refusalOfFlow(
  steps: readonly FlowStep[],
  functions: ReadonlySet<string>,
  isText: boolean,
): string | null {
  const flow: Flow = { functions, keys: [], isText, isChosen: false };
  for (const [index, step] of steps.entries()) {
    const verdict = judgeStep(step, steps[index - 1]?.node ?? null, flow);
    if (verdict === "done") return null;
    if (verdict !== "on") return verdict.refusal;
  }
  return null;
}

/** Whether a text is the beginning of markup or of an address that is code. */
export function isMarkupText(text: string): boolean {
  return markupStart.test(text);
}

type Judge = (step: FlowStep, inner: AnyNode | null, flow: Flow) => Verdict;

const judges: Readonly<Partial<Record<AnyNode["type"], Judge>>> = {
  VariableDeclarator: ({ node, field }, _, flow) =>
    node.type === "VariableDeclarator" && field === "init" ? keep(node.id, flow) : refused(notUnderstood),
  AssignmentExpression: judgeTarget,
  AssignmentPattern: judgeTarget,
  ForOfStatement: judgeTarget,
  Property: judgeProperty,
  PropertyDefinition: judgeProperty,
  MethodDefinition: judgeProperty,
  ConditionalExpression: ({ field }) => (field === "test" ? "done" : "on"),
  TemplateLiteral: judgeTemplate,
  BinaryExpression: judgeBinary,
  MemberExpression: judgeMember,
  CallExpression: judgeCall,
  NewExpression: judgeCall,
  TaggedTemplateExpression: () => refused("what the tag does with it is not known"),
};

function judgeStep(step: FlowStep, inner: AnyNode | null, flow: Flow): Verdict {
  const { type } = step.node;
  if (ends.test(type)) return "done";
  if (passages.test(type)) return "on";
  const judge = judges[type];
  if (judge) return judge(step, inner, flow);
  return refused(/^(?:Import|Export)/.test(type) ? ofModule : notUnderstood);
}

function judgeTemplate({ node }: FlowStep, _: AnyNode | null, flow: Flow): Verdict {
  flow.isText = true;
  const isMarkup =
    node.type === "TemplateLiteral" && node.quasis.some(({ value }) => isMarkupText(value.raw));
  return isMarkup ? refused(inMarkup) : "on";
}

function judgeMember({ node, field }: FlowStep, _: AnyNode | null, flow: Flow): Verdict {
  flow.isChosen ||= field === "property";
  return field === "object" && isIndirect(nameOf(node)) ? refused(notUnderstood) : "on";
}

function judgeCall({ node, field }: FlowStep, inner: AnyNode | null, flow: Flow): Verdict {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return refused(notUnderstood);
  if (field === "arguments") return judgeArgument(node, inner, flow);
  if (flow.isChosen) return refused("it would choose what is called");
  return node.arguments.some((one) => isTaker(nameOf(one))) ? refused(notUnderstood) : "on";
}

function judgeBinary({ node }: FlowStep, _: AnyNode | null, flow: Flow): Verdict {
  // All others give numbers, or whether something is so.
  if (node.type !== "BinaryExpression" || node.operator !== "+") return "done";
  flow.isText = true;
  const isMarkup = [node.left, node.right].some(
    (side) => side.type === "Literal" && typeof side.value === "string" && isMarkupText(side.value),
  );
  return isMarkup ? refused(inMarkup) : "on";
}

/** A variable keeps it; nothing in it may be markup by its name. */
function keep(target: AnyNode, { keys }: Flow): Verdict {
  if (nameOf(target) === "location") return refused(leaving);
  const markup = keys.find((key) => useOfProperty(key) === "markup");
  return markup === undefined ? "done" : refused(readsIt(markup));
}

const targets = ["AssignmentExpression", "AssignmentPattern", "ForOfStatement"] as const;

function judgeTarget({ node, field }: FlowStep, _: AnyNode | null, flow: Flow): Verdict {
  if (!isOneOf(node, targets) || field !== "right") return refused(notUnderstood);
  const { type, left } = node;
  const kept = keep(left, flow);
  if (kept !== "done") return kept;
  const after: Verdict = type === "AssignmentExpression" ? "on" : "done";
  if (left.type === "Identifier" || left.type === "VariableDeclaration") return after;
  const name = nameOf(left);
  if (left.type !== "MemberExpression" || name === "") return refused(notUnderstood);
  if (isLocation(left.object)) return refused(leaving);
  if (useOfProperty(name) === "plain") return after;
  return refused(readsIt(name));
}

const properties = ["Property", "PropertyDefinition", "MethodDefinition"] as const;

function judgeProperty({ node }: FlowStep, _: AnyNode | null, flow: Flow): Verdict {
  if (!isOneOf(node, properties)) return refused(notUnderstood);
  const { type, key, computed } = node;
  const literal = key.type === "Literal" ? String(key.value) : "";
  const name = key.type === "Identifier" && !computed ? key.name : literal;
  if (name === "") return refused("the name that it is given to is not known");
  flow.keys.push(name);
  if (useOfProperty(name) === "markup") return refused(readsIt(name));
  // A class keeps it.
  return type === "Property" ? "on" : "done";
}

function judgeArgument(call: CallExpression | NewExpression, inner: AnyNode | null, flow: Flow): Verdict {
  const { callee } = call;
  const name = nameOf(callee);
  const isFunction = inner?.type === "ArrowFunctionExpression" || inner?.type === "FunctionExpression";
  if (isFunction && isCaller(name)) return "done";
  if (/^setAttribute(?:NS)?$|^attr$/.test(name)) return judgeAttribute(call, flow);
  if (callee.type !== "MemberExpression") return judgeFunction(callee, flow);
  if (isLocation(callee.object)) return refused(leaving);
  if (callee.computed && callee.property.type !== "Literal") return refused(notUnderstood);
  // A node shows it, whatever it is added to.
  if (name === "createTextNode") return "done";
  if (isSetter(name)) return judgeSetter(name, flow);
  return isPureMethod(nameOf(callee.object), name) ? "on" : refused(unknownCall(name));
}

function judgeFunction(callee: AnyNode, { functions }: Flow): Verdict {
  if (callee.type === "ArrowFunctionExpression" || callee.type === "FunctionExpression") return "on";
  const name = nameOf(callee);
  if (isTaker(name)) return refused(`${name} would run, load or open it`);
  const isKnown = callee.type === "Identifier" && (isPureFunction(name) || functions.has(name));
  return isKnown ? "on" : refused(unknownCall(name));
}

/** `gsap.to(target, { x: … })`; an object of the data has whatever names the data like. */
function judgeSetter(name: string, { keys, isText }: Flow): Verdict {
  const used = keys.find((key) => useOfProperty(key) !== "plain");
  if (used !== undefined) return refused(readsIt(used));
  return keys.length > 0 || isText ? "on" : refused(unknownCall(name));
}

function judgeAttribute(call: CallExpression | NewExpression, { keys }: Flow): Verdict {
  const [first, second] = call.arguments;
  const name = nameOf(call.callee) === "setAttributeNS" ? second : first;
  const isPlain = name?.type === "Literal" && isPlainAttribute(String(name.value)) && keys.length === 0;
  return isPlain ? "on" : refused("this attribute may run or load it");
}

/** What calls a function in another's name, or leads to one that compiles texts. */
function isIndirect(name: string): boolean {
  return /^(?:call|apply|bind|constructor|prototype|__proto__)$/.test(name);
}

/** `location`, also of a window, and what belongs to it. */
function isLocation(node: AnyNode): boolean {
  if (nameOf(node) === "location") return true;
  return node.type === "MemberExpression" && isLocation(node.object);
}

function nameOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ChainExpression") return nameOf(node.expression);
  if (node.type !== "MemberExpression") return "";
  if (node.property.type === "Literal") return String(node.property.value);
  return node.property.type === "Identifier" && !node.computed ? node.property.name : "";
}

function readsIt(name: string): string {
  return useOfProperty(name) === "markup"
    ? `${name} would read it as HTML or code: use textContent`
    : `${name} may load or run it`;
}

function unknownCall(name: string): string {
  return `what ${name || "this call"} does with it is not known: write const NAME = …; and use that`;
}

function refused(refusal: string): Verdict {
  return { refusal };
}

function isOneOf<Type extends AnyNode["type"]>(
  node: AnyNode,
  types: readonly Type[],
): node is Extract<AnyNode, { type: Type }> {
  return (types as readonly string[]).includes(node.type);
}
