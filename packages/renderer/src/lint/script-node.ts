import type { AnyNode } from "acorn";

/** A node of a script's syntax tree that knows what is around it. */
export interface ScriptNode {
  readonly node: AnyNode;
  readonly parent: ScriptNode | null;
}

/** All nodes of a tree, in the order in which they stand in the text. Without recursion: text may nest deeply. */
export function allNodes(root: AnyNode): ScriptNode[] {
  const found: ScriptNode[] = [];
  const waiting: ScriptNode[] = [{ node: root, parent: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    for (const node of childrenOf(next.node).toReversed()) waiting.push({ node, parent: next });
  }
  return found;
}

function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const part of parts) if (isNode(part)) children.push(part);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The nodes around a node, from the inside. */
export function* ancestorsOf(item: ScriptNode): Generator<ScriptNode> {
  for (let ancestor = item.parent; ancestor; ancestor = ancestor.parent) yield ancestor;
}

/**
 * `gsap.timeline` for `gsap.timeline`, `window.gsap.timeline` and `gsap["timeline"]`; empty for what is no chain of
 * names.
 */
export function pathOf(node: AnyNode): string {
  return pathWithin(node).replace(/^(?:window|globalThis|self)\.(?=.)/, "");
}

function pathWithin(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ChainExpression") return pathWithin(node.expression);
  if (node.type !== "MemberExpression") return "";
  const object = pathWithin(node.object);
  const name = node.computed ? textOf(node.property) : pathWithin(node.property);
  return object && name ? `${object}.${name}` : "";
}

/** The text of a string literal, or of a template without holes; `null` for all else. */
export function textOf(node: AnyNode | undefined): string | null {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node?.type !== "TemplateLiteral" || node.expressions.length > 0) return null;
  return node.quasis[0]?.value.cooked ?? null;
}

/** The name of an object literal's key; `null` if it is computed, or no plain property. */
export function keyOf(node: AnyNode): string | null {
  if (node.type !== "Property") return null;
  if (node.key.type === "Identifier" && !node.computed) return node.key.name;
  return node.key.type === "Literal" && typeof node.key.value === "number"
    ? String(node.key.value)
    : textOf(node.key);
}
