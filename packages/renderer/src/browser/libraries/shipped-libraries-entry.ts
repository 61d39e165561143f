import { exports as readExports } from "resolve.exports";
import type { LibraryCopy } from "./shipped-libraries-package.ts";
import { shippedLibraries } from "./shipped-libraries-table.ts";

/**
 * The file that an address without path means.
 *
 * @param fields fields of `package.json` that count before `main`.
 */
export function fileEntry(copy: LibraryCopy, fields: readonly string[]): string {
  return fieldOf(copy, [...fields, "main"]) ?? "index.js";
}

/** The ES module that `import "NAME"` or `import "NAME/PART"` means in a browser; a path that may not be there. */
export function moduleEntry(copy: LibraryCopy, part: string): string | undefined {
  const known = part === "" && shippedLibraries.find(({ name }) => name === copy.name)?.module;
  if (known) return known;
  const exported = exportedPath(copy, part);
  if (exported !== undefined || part !== "") return exported;
  return fieldOf(copy, ["module", "main"]) ?? "index.js";
}

/** https://nodejs.org/api/packages.html#conditional-exports */
function exportedPath({ manifest }: LibraryCopy, part: string): string | undefined {
  if (manifest["exports"] === undefined) return undefined;
  try {
    const [path] = readExports(manifest, part === "" ? "." : `./${part}`, { browser: true }) ?? [];
    return path && withoutDot(path);
  } catch {
    // It exports no such part.
    return undefined;
  }
}

function fieldOf({ manifest }: LibraryCopy, fields: readonly string[]): string | undefined {
  const value = fields.map((field) => manifest[field]).find((item) => typeof item === "string");
  return value === undefined ? undefined : withoutDot(value);
}

function withoutDot(path: string): string {
  return path.replace(/^\.?\//, "");
}
