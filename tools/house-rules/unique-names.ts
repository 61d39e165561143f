import { posix } from "node:path";
import type { Fault, SourceFile } from "./source-file.ts";

/** No two source files of a package have one name, so that a name is enough to find a file. */
export function uniqueNames(files: readonly SourceFile[]): Fault[] {
  const first = new Map<string, string>();
  return files.flatMap((file) => {
    if (!file.source) return [];
    const name = posix.basename(file.path);
    const key = `${file.source.package}/${name}`;
    const other = first.get(key);
    first.set(key, other ?? file.path);
    if (other === undefined || name === "index.ts") return [];
    return [file.fault(0, `${other} has the same name`)];
  });
}
