import { posix } from "node:path";
import { Visitor } from "oxc-parser";
import { declaredNames, nameOf } from "./declared-names.ts";
import type { Fault, SourceFile } from "./source-file.ts";

/** Stands for every name of a file. */
const everything = "*";

/** What another file uses is exported, and nothing else. The public names of a package are those that its `index.ts` exports again. */
export function usedExports(files: readonly SourceFile[]): Fault[] {
  const code = files.filter(({ path }) => path.endsWith(".ts"));
  const used = new Set(code.flatMap(usesOf));
  return code
    .filter((file) => file.source && !used.has(`${file.path} ${everything}`))
    .flatMap((file) =>
      exportsOf(file)
        .filter(({ name }) => !used.has(`${file.path} ${name}`))
        .map(({ name, offset }) => file.fault(offset, `nobody imports ${name}: do not export it`)),
    );
}

function exportsOf(file: SourceFile): Array<{ name: string; offset: number }> {
  return file.program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) return [];
    return declaredNames(statement).map((name) => ({ name, offset: statement.start }));
  });
}

/** What a file takes from others, each as a path and a name. */
function usesOf(file: SourceFile): string[] {
  const found: string[] = [];
  const add = (source: object | null, name: string | undefined): void => {
    if (!source || !("value" in source) || typeof source.value !== "string") return;
    if (!source.value.startsWith(".")) return;
    found.push(`${posix.join(posix.dirname(file.path), source.value)} ${name ?? everything}`);
  };
  new Visitor({
    ImportDeclaration: ({ source, specifiers }) => {
      for (const item of specifiers)
        add(source, item.type === "ImportSpecifier" ? nameOf(item.imported)[0] : undefined);
    },
    ExportNamedDeclaration: ({ source, specifiers }) => {
      for (const { local } of specifiers) add(source, nameOf(local)[0]);
    },
    ExportAllDeclaration: ({ source }) => add(source, undefined),
    ImportExpression: ({ source }) => add(source, undefined),
    TSImportType: ({ source }) => add(source, undefined),
  }).visit(file.program);
  return found;
}
