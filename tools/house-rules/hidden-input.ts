import { Visitor } from "oxc-parser";
import type { AssignmentTarget, BindingPattern, Expression } from "oxc-parser";
import type { Fault, SourceFile } from "./source-file.ts";

const entry = "packages/cli/src/main.ts";
const inPage = /^packages\/renderer\/src\/page\//;
const members: Readonly<Record<string, readonly string[]>> = {
  process: ["env", "cwd"],
  Date: ["now"],
  Math: ["random"],
  // With `performance.now()`, it is the date.
  performance: ["timeOrigin", "toJSON"],
  Temporal: ["Now"],
};
/** Modules that give what is hidden under any name, and what they give. */
const modules: Readonly<Record<string, string>> = {
  process: "process",
  "node:process": "process",
  perf_hooks: "performance",
  "node:perf_hooks": "performance",
};
/** The date in the page is virtual. */
const virtual = /Date|performance|Temporal/;

/** The environment, the working folder, the date and chance come in through the command line alone. */
export function hiddenInput(files: readonly SourceFile[]): Fault[] {
  return files.filter((file) => file.source && file.path !== entry).flatMap(hiddenInputOf);
}

function hiddenInputOf(file: SourceFile): Fault[] {
  const faults: Fault[] = [];
  const replaced = new Set<AssignmentTarget>();
  const report = (offset: number, what: string): void => {
    if (inPage.test(file.path) && virtual.test(what)) return;
    faults.push(file.fault(offset, `${what} only in ${entry}: pass it in`));
  };
  new Visitor({
    AssignmentExpression: (node) => replaced.add(node.left),
    MemberExpression: (node) => {
      if (replaced.has(node)) return;
      const [object, property] = [nameOf(node.object), propertyName(node)];
      if (isHidden(object, property)) report(node.start, `${object}.${property}`);
    },
    VariableDeclarator: (node) => {
      const object = node.init ? nameOf(node.init) : undefined;
      for (const name of keysOf(node.id)) if (isHidden(object, name)) report(node.start, `${object}.${name}`);
      // By another name, it would not be found.
      for (const name of aliasesIn(node.id, object)) report(node.start, `${name} by another name`);
    },
    ImportDeclaration: (node) => {
      const object = modules[node.source.value];
      for (const item of node.specifiers) {
        const name = item.type === "ImportSpecifier" ? nameOf(item.imported) : object;
        if (isHidden(object, name)) report(item.start, `${object}.${name}`);
        if (object !== undefined && name === object && item.local.name !== object)
          report(item.start, `${object} by another name`);
      }
    },
    ImportExpression: (node) => {
      const object = node.source.type === "Literal" ? modules[String(node.source.value)] : undefined;
      if (object !== undefined) report(node.start, `${object} by another name`);
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === "Date" && node.arguments.length === 0) report(node.start, "new Date()");
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === "Date") report(node.start, "Date()");
      for (const argument of node.arguments)
        if (argument.type === "Identifier" && isGlobal(argument.name) && argument.name !== "process")
          report(argument.start, `${argument.name} by another name`);
    },
  }).visit(file.program);
  return faults;
}

function isHidden(object: string | undefined, property: string | undefined): boolean {
  return object !== undefined && property !== undefined && (members[object]?.includes(property) ?? false);
}

function isGlobal(name: string): boolean {
  return Object.hasOwn(members, name);
}

/** What a declaration gives another name: `const a = Date`, `const { Date: a } = globalThis`. */
function aliasesIn(pattern: BindingPattern, object: string | undefined): string[] {
  if (pattern.type === "Identifier") {
    const isAlias = object !== undefined && isGlobal(object) && pattern.name !== object;
    return isAlias ? [object] : [];
  }
  return object === "globalThis" ? keysOf(pattern).filter(isGlobal) : [];
}

/** `process` for `process`, `globalThis.process` and `globalThis["process"]`. */
function nameOf(node: object): string | undefined {
  const item = node as Expression;
  if (item.type === "Identifier") return item.name;
  return item.type === "MemberExpression" ? propertyName(item) : undefined;
}

function propertyName(node: Expression & { type: "MemberExpression" }): string | undefined {
  if (node.property.type === "Literal") return String(node.property.value);
  return node.property.type === "Identifier" && !node.computed ? node.property.name : undefined;
}

function keysOf(pattern: BindingPattern): string[] {
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.flatMap((item) => (item.type === "Property" ? (nameOf(item.key) ?? []) : []));
}
