import type { AnyNode } from "acorn";
import type { Fault, Rule } from "../../finding.ts";
import type { LintedPage } from "../../linted-page.ts";
import { allNodes, pathOf, textOf, type ScriptNode } from "../../script-node.ts";

/** The global name of a library, and what the address or the file of its script has in it. */
const libraries: Readonly<Record<string, RegExp>> = {
  gsap: /gsap/i,
  SplitText: /SplitText/i,
  MotionPathPlugin: /MotionPath/i,
  DrawSVGPlugin: /DrawSVG/i,
  MorphSVGPlugin: /MorphSVG/i,
  Flip: /Flip/i,
  CustomEase: /CustomEase/i,
  anime: /anime/i,
  THREE: /three/i,
  lottie: /lottie|bodymovin/i,
  d3: /d3/i,
  Chart: /chart/i,
};

/** A name that no script brings stops the script that uses it. */
export const missingLibrary: Rule = {
  name: "missing-library",
  *check(page) {
    const declared = declaredNames(page);
    for (const [name, pattern] of Object.entries(libraries)) {
      if (declared.has(name) || isLoaded(page, pattern)) continue;
      yield* firstUse(page, name);
    }
  },
};

/** Scripts that are loaded, and those that are written into the page as a whole. */
function isLoaded({ references, scripts }: LintedPage, pattern: RegExp): boolean {
  const linked = references.some(({ kind, address }) => kind === "script" && pattern.test(address));
  return linked || scripts.some(({ nodes, text }) => nodes.length === 0 && pattern.test(text));
}

function* firstUse({ scripts }: LintedPage, name: string): Generator<Fault> {
  for (const script of scripts) {
    const use = script.nodes.find((item) => usesName(item, name));
    if (!use) continue;
    yield {
      severity: "error",
      location: script.locate(use.node),
      message: `${name} is used, but no script on the page brings it.`,
      advice: "Load its library with a <script src> in front of this one.",
    };
    return;
  }
}

/** `name.x`, `name()` or `new name()`; a mere mention, as in `typeof name`, does no harm. */
function usesName({ node, parent }: ScriptNode, name: string): boolean {
  if (node.type !== "Identifier" || node.name !== name || !parent) return false;
  const around = parent.node;
  if (around.type === "MemberExpression") return around.object === node && !isGuarded(parent, name);
  return (around.type === "CallExpression" || around.type === "NewExpression") && around.callee === node;
}

/** Within `if (window.name)` and the like. */
function isGuarded(item: ScriptNode, name: string): boolean {
  for (let around = item.parent; around; around = around.parent) {
    const { node } = around;
    if (node.type === "ChainExpression" || node.type === "TryStatement") return true;
    const test = node.type === "IfStatement" || node.type === "ConditionalExpression" ? node.test : null;
    if (test && mentions(test, name)) return true;
    if (node.type === "LogicalExpression" && mentions(node.left, name)) return true;
  }
  return false;
}

function mentions(node: AnyNode, name: string): boolean {
  return allNodes(node).some(({ node: part }) => textOf(part) === name || pathOf(part) === name);
}

/** Every name that any script declares, imports, takes as a parameter or sets on `window`. */
function declaredNames({ scripts }: LintedPage): Set<string> {
  const names = scripts.flatMap(({ nodes }) => nodes.flatMap(({ node, parent }) => declaredAt(node, parent)));
  return new Set(names);
}

/** Where a node has the names that it declares. */
const declaring: Readonly<Record<string, readonly string[]>> = {
  ArrowFunctionExpression: ["params"],
  AssignmentExpression: ["left"],
  ClassDeclaration: ["id"],
  FunctionDeclaration: ["id", "params"],
  FunctionExpression: ["params"],
  ImportDefaultSpecifier: ["local"],
  ImportNamespaceSpecifier: ["local"],
  ImportSpecifier: ["local"],
  VariableDeclarator: ["id"],
};

function declaredAt(node: AnyNode, parent: ScriptNode | null): string[] {
  if (node.type !== "Identifier" || !parent) return [];
  const { node: around, parent: beyond } = parent;
  const inPattern = around.type === "Property" && beyond?.node.type === "ObjectPattern";
  const isSet = beyond?.node.type === "AssignmentExpression" && beyond.node.left === around;
  const declares = declaring[around.type]?.some((slot) => holds(Reflect.get(around, slot), node));
  return inPattern || isSet || declares === true ? [node.name] : [];
}

function holds(value: unknown, node: AnyNode): boolean {
  return Array.isArray(value) ? value.includes(node) : value === node;
}
