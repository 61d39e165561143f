import { posix } from "node:path";
import type { SourceFile } from "../house-rules/source-file.ts";

/** A name that others can import: what it is called for them, and where it is declared. */
export interface PublicName {
  readonly name: string;
  /** What it is called where it is declared. */
  readonly local: string;
  /** The file that declares it, or the package that it is handed on from. */
  readonly from: SourceFile | string;
}

/** What an entry of a package exports, by name. */
export function publicNames(entry: SourceFile, files: ReadonlyMap<string, SourceFile>): PublicName[] {
  return entry.program.body
    .flatMap((statement): PublicName[] => {
      if (statement.type !== "ExportNamedDeclaration" || !statement.source) return [];
      const { value } = statement.source;
      return statement.specifiers.map(({ local, exported }) => {
        const names = { name: textOf(exported), local: textOf(local) };
        return value.startsWith(".")
          ? declared(names, fileAt(entry, value, files), files)
          : { ...names, from: value };
      });
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Follows a name through files that only hand it on. */
function declared(
  names: Pick<PublicName, "name" | "local">,
  file: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
): PublicName {
  for (const statement of file.program.body) {
    if (statement.type !== "ExportNamedDeclaration" || !statement.source) continue;
    const item = statement.specifiers.find(({ exported }) => textOf(exported) === names.local);
    if (!item) continue;
    const next = { name: names.name, local: textOf(item.local) };
    const { value } = statement.source;
    return value.startsWith(".")
      ? declared(next, fileAt(file, value, files), files)
      : { ...next, from: value };
  }
  return { ...names, from: file };
}

function fileAt(from: SourceFile, specifier: string, files: ReadonlyMap<string, SourceFile>): SourceFile {
  const path = posix.join(posix.dirname(from.path), specifier);
  const file = files.get(path);
  if (!file) throw new Error(`${from.path} exports from ${path}, which is not there.`);
  return file;
}

function textOf(node: object): string {
  if ("name" in node && typeof node.name === "string") return node.name;
  throw new TypeError("An exported name must be an identifier.");
}
