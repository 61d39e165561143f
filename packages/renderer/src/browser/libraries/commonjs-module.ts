import { parse as parseScript, type Node } from "acorn";
import { init, parse as parseExports } from "cjs-module-lexer";

/** A script in the form that Node had before there were modules. */
export interface CommonJsScript {
  /** What it requires where `NODE_ENV` is `production`, as pages want it. */
  readonly required: readonly string[];
  readonly exported: readonly string[];
  /** Whose exports it hands on. */
  readonly handedOn: readonly string[];
}

/** Reads a script; `undefined` if it neither requires nor exports anything, as browsers' own scripts do. */
export async function readCommonJs(text: string): Promise<CommonJsScript | undefined> {
  if (!/\b(?:require|exports)\b/.test(text)) return undefined;
  await init();
  try {
    const live = [...liveNodes(parseScript(text, { ecmaVersion: "latest", sourceType: "script" }))];
    const required = [...new Set(live.flatMap((node) => requiredName(node) ?? []))];
    const { exports: exported, reexports } = parseExports(text);
    // Of several, the lexer takes the last for the one that counts.
    const replaced = live.flatMap((node) => replacedBy(node) ?? []);
    const handedOn = [...new Set([...replaced, ...reexports.filter((name) => required.includes(name))])];
    return { required, exported, handedOn };
  } catch {
    // No script that could be run either.
    return undefined;
  }
}

/**
 * An ES module that runs such a script. What it exports is the module's default, and each name by itself; other modules of
 * this kind find it under the name that Node gives it: https://nodejs.org/api/esm.html#commonjs-namespaces
 */
export function moduleText(
  text: string,
  { required }: Pick<CommonJsScript, "required">,
  exported: readonly string[],
): string {
  const names = exported.filter((name) => name !== "default" && name !== "__esModule");
  const bindings = names.map((name, index) => `const $${index} = $exports[${JSON.stringify(name)}];`);
  const listed = names.map((name, index) => `$${index} as ${JSON.stringify(name)}`);
  return [
    ...required.map((name, index) => `import * as $import${index} from ${JSON.stringify(name)};`),
    `const $imports = {${required.map((name, index) => `${JSON.stringify(name)}: $import${index}`).join(", ")}};`,
    `const $require = (name) => "module.exports" in $imports[name] ? $imports[name]["module.exports"] : $imports[name];`,
    `const $module = { exports: {} };`,
    `(function (module, exports, require, process, global) {${text}\n}).call($module.exports, $module, $module.exports, $require, { env: { NODE_ENV: "production" } }, globalThis);`,
    `const $exports = $module.exports;`,
    ...bindings,
    `export { ${[...listed, `$exports as "module.exports"`].join(", ")} };`,
    `export default $exports?.__esModule && "default" in $exports ? $exports.default : $exports;`,
    "",
  ].join("\n");
}

type Tree = Node & Readonly<Record<string, unknown>>;

/** All of a script, but for branches that are not for production. */
function* liveNodes(node: Node): Generator<Tree> {
  const tree = node as Tree;
  yield tree;
  const left = deadBranch(tree);
  for (const [key, value] of Object.entries(tree)) {
    if (key === left) continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(child)) yield* liveNodes(child);
  }
}

function requiredName({ type, callee, arguments: values }: Tree): string | undefined {
  if (type !== "CallExpression" || (callee as Tree)["name"] !== "require") return undefined;
  const [value] = values as readonly Tree[];
  return typeof value?.["value"] === "string" ? value["value"] : undefined;
}

/** Of `module.exports = require("name")`, the name. */
function replacedBy({ type, left, right }: Tree): string | undefined {
  if (type !== "AssignmentExpression" || (left as Tree).type !== "MemberExpression") return undefined;
  const { object, property } = left as Tree;
  const isExports = (object as Tree)["name"] === "module" && (property as Tree)["name"] === "exports";
  return isExports ? requiredName(right as Tree) : undefined;
}

/** Of `if (process.env.NODE_ENV === "production")`, the branch that is never taken. */
function deadBranch({ type, test }: Tree): string | undefined {
  if (type !== "IfStatement" && type !== "ConditionalExpression") return undefined;
  const { type: kind, operator, left, right } = test as Tree;
  if (kind !== "BinaryExpression" || !isMode(left as Tree)) return undefined;
  const isProduction = (right as Tree)["value"] === "production";
  if (operator === "===" || operator === "==") return isProduction ? "alternate" : "consequent";
  return isProduction ? "consequent" : "alternate";
}

function isMode({ type, property }: Tree): boolean {
  return type === "MemberExpression" && (property as Tree)["name"] === "NODE_ENV";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
