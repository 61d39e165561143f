import type { Directive, Statement } from "oxc-parser";
import { declaredNames, nameOf } from "./declared-names.ts";
import type { Fault, SourceFile } from "./source-file.ts";

/** Every export of a package has a doc comment where it is declared. */
export function documentedExports(files: readonly SourceFile[]): Fault[] {
  return files.filter((file) => file.source).flatMap(undocumented);
}

function undocumented(file: SourceFile): Fault[] {
  const { body } = file.program;
  const listed = new Set(body.flatMap(listedNames));
  const seen = new Set<string>();
  return body.flatMap((statement) => {
    const names = declaredNames(statement);
    const exported = isExportedHere(statement) || names.some((name) => listed.has(name));
    // The first of several overloads speaks for all.
    const repeated = names.length > 0 && names.every((name) => seen.has(name));
    for (const name of names) seen.add(name);
    if (!exported || repeated || hasDocComment(file, statement)) return [];
    return [file.fault(statement.start, `${names.join(", ") || "this export"} needs a doc comment`)];
  });
}

function isExportedHere(statement: Directive | Statement): boolean {
  if (statement.type === "ExportDefaultDeclaration") return true;
  return statement.type === "ExportNamedDeclaration" && statement.declaration !== null;
}

/** The local names in `export { a, b as c }`; a re-export is documented where it comes from. */
function listedNames(statement: Directive | Statement): string[] {
  if (statement.type !== "ExportNamedDeclaration" || statement.source !== null) return [];
  return statement.specifiers.flatMap(({ local }) => nameOf(local));
}

function hasDocComment(file: SourceFile, statement: Directive | Statement): boolean {
  return file.comments.some(
    (comment) =>
      comment.type === "Block" &&
      comment.value.startsWith("*") &&
      comment.end <= statement.start &&
      file.text.slice(comment.end, statement.start).trim() === "",
  );
}
