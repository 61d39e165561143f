import { Visitor } from "oxc-parser";
import type { AssignmentTarget, BindingPattern, Expression } from "oxc-parser";
import type { Fault, SourceFile } from "./source-file.ts";

const entry = "packages/cli/src/main.ts";
const inPage = /^packages\/renderer\/src\/page\//;
const members: Readonly<Record<string, readonly string[]>> = {
  process: ["env", "cwd"],
  Date: ["now"],
  Math: ["random"],
};

/** The environment, the working folder, the date and chance come in through the command line alone. */
export function hiddenInput(files: readonly SourceFile[]): Fault[] {
  return files.filter((file) => file.source && file.path !== entry).flatMap(hiddenInputOf);
}

function hiddenInputOf(file: SourceFile): Fault[] {
  const faults: Fault[] = [];
  const replaced = new Set<AssignmentTarget>();
  const report = (offset: number, what: string): void => {
    // The page's own date is virtual.
    if (inPage.test(file.path) && what.includes("Date")) return;
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
    },
    ImportDeclaration: (node) => {
      const object = /^(?:node:)?(process)$/.exec(node.source.value)?.[1];
      for (const item of node.specifiers) {
        const name = item.type === "ImportSpecifier" ? nameOf(item.imported) : undefined;
        if (isHidden(object, name)) report(item.start, `${object}.${name}`);
      }
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === "Date" && node.arguments.length === 0) report(node.start, "new Date()");
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === "Date") report(node.start, "Date()");
    },
  }).visit(file.program);
  return faults;
}

function isHidden(object: string | undefined, property: string | undefined): boolean {
  return object !== undefined && property !== undefined && (members[object]?.includes(property) ?? false);
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
