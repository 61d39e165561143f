import { Visitor } from "oxc-parser";
import type { SourceFile } from "./source-file.ts";

/** One import, re-export, `import()` or type-only `import()` with a literal specifier. */
export interface Import {
  readonly specifier: string;
  readonly offset: number;
  readonly typeOnly: boolean;
}

/** Every module that a file names. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (source: { value: unknown; start: number } | null, typeOnly: boolean): void => {
    if (typeof source?.value === "string") {
      found.push({ specifier: source.value, offset: source.start, typeOnly });
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === "type"),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ImportExpression: (node) => node.source.type === "Literal" && add(node.source, false),
    TSImportType: (node) => add(node.source, true),
  }).visit(file.program);
  return found;
}
