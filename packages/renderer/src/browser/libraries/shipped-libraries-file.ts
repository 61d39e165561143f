import type { LibraryRequest } from "./shipped-libraries-address.ts";
import { fileEntry } from "./shipped-libraries-entry.ts";
import { linkModule, moduleAddress, type OnDependency, readModule } from "./shipped-libraries-module.ts";
import { type LibraryCopy, type LibraryFile, readLibraryFile } from "./shipped-libraries-package.ts";

/** Reads the file of a package that an address asks for; `undefined` if it is not there. */
export async function readRequestedFile(
  request: LibraryRequest,
  copy: LibraryCopy,
  onDependency: OnDependency,
): Promise<LibraryFile | undefined> {
  for (const path of request.paths) {
    const file = await readForm(request, copy, { path, onDependency });
    if (file) return file;
  }
  return undefined;
}

interface Place {
  readonly path: string;
  readonly onDependency: OnDependency;
}

function readForm(
  request: LibraryRequest,
  copy: LibraryCopy,
  { path, onDependency }: Place,
): Promise<LibraryFile | undefined> {
  if (request.form === "module") return readModuleStub(copy, path);
  if (request.form === "linked") return readLinkedModule(copy, path, onDependency);
  return path === "" ? readEntry(request, copy) : readLibraryFile(copy, path);
}

async function readEntry(
  { entryFields }: LibraryRequest,
  copy: LibraryCopy,
): Promise<LibraryFile | undefined> {
  const entry = fileEntry(copy, entryFields);
  // jsDelivr minifies a main file: https://www.jsdelivr.com/documentation#id-npm
  const minified = entry.replace(/(?:\.min)?\.js$/, ".min.js");
  return (await readLibraryFile(copy, minified)) ?? readLibraryFile(copy, entry);
}

/** A module that hands on the one of the package. */
async function readModuleStub(copy: LibraryCopy, path: string): Promise<LibraryFile | undefined> {
  const module = await readModule(copy, path);
  if (!module) return undefined;
  const target = JSON.stringify(await moduleAddress(module));
  const standard = module.exported.includes("default") ? `export { default } from ${target};\n` : "";
  return asScript(module.file, `export * from ${target};\n${standard}`);
}

async function readLinkedModule(
  copy: LibraryCopy,
  path: string,
  onDependency: OnDependency,
): Promise<LibraryFile | undefined> {
  const module = await readModule(copy, path);
  return module && asScript(module.file, await linkModule(module, onDependency));
}

function asScript(file: LibraryFile, text: string): LibraryFile {
  return { ...file, contentType: "text/javascript; charset=utf-8", body: Buffer.from(text) };
}
