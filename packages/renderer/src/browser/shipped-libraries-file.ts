import { init, parse } from "es-module-lexer";
import type { LibraryRequest } from "./shipped-libraries-address.ts";
import { type LibraryCopy, type LibraryFile, readLibraryFile } from "./shipped-libraries-package.ts";

/** Reads the file of a package that an address asks for; `undefined` if it is not there. */
export async function readRequestedFile(
  request: LibraryRequest,
  copy: LibraryCopy,
): Promise<LibraryFile | undefined> {
  const { path, asModule } = request;
  if (asModule) return readModule(copy, path);
  return path === "" ? readEntry(request, copy) : readLibraryFile(copy, path);
}

async function readEntry(
  { entryFields }: LibraryRequest,
  copy: LibraryCopy,
): Promise<LibraryFile | undefined> {
  const entry = entryOf(copy, [...entryFields, "main"]);
  // jsDelivr minifies a main file: https://www.jsdelivr.com/documentation#id-npm
  const minified = entry.replace(/(?:\.min)?\.js$/, ".min.js");
  return (await readLibraryFile(copy, minified)) ?? readLibraryFile(copy, entry);
}

/**
 * A module that hands on the one of the package. It points to one address for all CDNs and versions, where the
 * package's own relative imports hold, so that a page that mixes them has the library once.
 */
async function readModule(copy: LibraryCopy, path: string): Promise<LibraryFile | undefined> {
  const file = await readLibraryFile(copy, path || entryOf(copy, ["module", "main"]));
  if (!file) return undefined;
  await init();
  const [imports, exported] = parse(file.body.toString());
  if (exported.length === 0 && imports.every(({ type }) => type !== "static")) return undefined;
  const target = JSON.stringify(`https://cdn.jsdelivr.net/npm/${copy.name}@${copy.version}/${file.path}`);
  const standard = exported.some((item) => "name" in item && item.name === "default")
    ? `export { default } from ${target};\n`
    : "";
  return { ...file, body: Buffer.from(`export * from ${target};\n${standard}`) };
}

function entryOf(copy: LibraryCopy, fields: readonly string[]): string {
  const entry = fields.map((field) => copy.manifest[field]).find((value) => typeof value === "string");
  return (entry ?? "index.js").replace(/^\.?\//, "");
}
