import type { AnyNode, Expression, ObjectExpression } from "acorn";
import type { LintedPage } from "./linted-page.ts";
import type { ScriptSource } from "./read-script.ts";
import { keyOf, pathOf, textOf, type ScriptNode } from "./script-node.ts";

/** A place where a script puts a timeline into `window.__timelines`. */
interface TimelineRegistration {
  readonly script: ScriptSource;
  readonly item: ScriptNode;
  /** `null` where it is known only when the script runs. */
  readonly key: string | null;
  readonly value: AnyNode;
}

const registry = "__timelines";
/** Rules go through the whole script for each. */
const MOST_REGISTRATIONS = 200;

/** All registrations that can be told from the scripts' text. */
export function timelineRegistrations({ scripts }: LintedPage): TimelineRegistration[] {
  const all = scripts.flatMap((script) => script.nodes.flatMap((item) => registrationsAt(script, item)));
  return all.slice(0, MOST_REGISTRATIONS);
}

/** Whether any script, libraries too, has a word to say about timelines, or hands over animations of its own. */
export function mentionsTimelines({ scripts }: LintedPage): boolean {
  return scripts.some(({ text, fault }) => fault !== null || /__timelines|__hf/.test(text));
}

function registrationsAt(script: ScriptSource, item: ScriptNode): TimelineRegistration[] {
  const { node } = item;
  if (node.type === "CallExpression") {
    const assigns = pathOf(node.callee) === "Object.assign" && isRegistry(node.arguments[0]);
    return assigns ? node.arguments.slice(1).flatMap((given) => entriesOf(script, item, given)) : [];
  }
  if (node.type !== "AssignmentExpression") return [];
  if (isRegistry(node.left)) return entriesOf(script, item, node.right);
  if (node.left.type !== "MemberExpression" || !isRegistry(node.left.object)) return [];
  const { property, computed } = node.left;
  const key = computed ? literalKey(script, property) : pathOf(property) || null;
  return [{ script, item, key, value: node.right }];
}

function isRegistry(node: AnyNode | undefined): boolean {
  return node !== undefined && pathOf(unwrap(node)) === registry;
}

/** What is inside of `(a)`, `a || {}` and `a = a || {}`. */
function unwrap(node: AnyNode): AnyNode {
  if (node.type === "ParenthesizedExpression") return unwrap(node.expression);
  if (node.type === "LogicalExpression" || node.type === "AssignmentExpression") return unwrap(node.left);
  return node;
}

function entriesOf(script: ScriptSource, item: ScriptNode, value: AnyNode): TimelineRegistration[] {
  const object = value.type === "LogicalExpression" ? value.right : value;
  if (object.type !== "ObjectExpression") return [];
  return propertiesOf(object).map(({ key, value: entry }) => ({ script, item, key, value: entry }));
}

function propertiesOf({ properties }: ObjectExpression): Array<{ key: string | null; value: Expression }> {
  return properties.flatMap((property) =>
    property.type === "Property" ? [{ key: keyOf(property), value: property.value }] : [],
  );
}

/** A literal, or the name of a variable that is one. */
function literalKey(script: ScriptSource, node: AnyNode): string | null {
  if (node.type !== "Identifier") return textOf(node);
  const [value, ...others] = initialValues(script, node.name);
  return others.length === 0 ? textOf(value) : null;
}

/** What variables of a name begin with, and what they are set to. */
export function initialValues({ nodes }: ScriptSource, name: string): AnyNode[] {
  return nodes.flatMap(({ node }) => {
    if (node.type === "VariableDeclarator") return pathOf(node.id) === name && node.init ? [node.init] : [];
    return node.type === "AssignmentExpression" && pathOf(node.left) === name ? [node.right] : [];
  });
}
