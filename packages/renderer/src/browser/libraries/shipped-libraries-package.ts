import { readFile, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { contentTypeOf } from "../content-type.ts";
import { findProjectEntry } from "../project-path.ts";
import { type ShippedLibrary, shippedLibraries } from "./shipped-libraries-table.ts";

/** A package on this machine. */
export interface LibraryCopy {
  readonly name: string;
  readonly version: string;
  /** With symbolic links resolved. */
  readonly folder: string;
  readonly owner: "project" | "shipped";
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** A file of a package; `path` is relative to it. */
export interface LibraryFile {
  readonly path: string;
  readonly body: Buffer;
  readonly contentType: string;
}

/** The copies of a library, in the order in which they are asked: the project's own, then the shipped ones. */
export async function findLibraryCopies(
  library: ShippedLibrary,
  projectFolder: string,
): Promise<readonly LibraryCopy[]> {
  const { name, shipped } = library;
  const own = await findProjectCopy(name, projectFolder);
  const others = shipped.length > 0 ? await findShippedCopies(library) : await findPart(name);
  return own ? [own, ...others] : others;
}

/** The copy in a project's own `node_modules`. */
export async function findProjectCopy(name: string, projectFolder: string): Promise<LibraryCopy | undefined> {
  for (const folder of await foldersUpToPackageRoot(projectFolder)) {
    const copy = await readCopy(join(folder, "node_modules", name), { name, owner: "project" });
    if (copy) return copy;
  }
  return undefined;
}

/** The copies that this package depends on, under the names that it gives them, then those that its holders bring. */
export async function findShippedCopies({
  name,
  shipped,
  holders = [],
}: Pick<ShippedLibrary, "name" | "shipped" | "holders">): Promise<readonly LibraryCopy[]> {
  const folders = nodeFolders(fileURLToPath(import.meta.url));
  const found = shipped.map((alias) => findIn(folders, alias, { name, owner: "shipped" }));
  const held = holders.map(async (alias) => {
    const holder = await findIn(folders, alias, { name: alias, owner: "shipped" });
    return holder && findDependency(holder, name);
  });
  return (await Promise.all([...found, ...held])).filter((copy) => copy !== undefined);
}

/** What a package's `import` of another one leads to: itself, or what it depends on. */
export async function findDependency(importer: LibraryCopy, name: string): Promise<LibraryCopy | undefined> {
  if (name === importer.name) return importer;
  const { dependencies, peerDependencies } = importer.manifest;
  // What it does not name, it must not read.
  const named = [dependencies, peerDependencies].some(
    (list) => typeof list === "object" && list !== null && name in list,
  );
  if (!named) return undefined;
  const own = join(importer.folder, "node_modules");
  // Above the `node_modules` that it lies in, nothing was installed for it.
  const folders = nodeFolders(join(importer.folder, "package.json")).filter(
    (folder) => folder === own || importer.folder.startsWith(folder + sep),
  );
  return findIn(folders, name, { name, owner: importer.owner });
}

/** Some libraries are bundles of packages that pages also load one by one, such as d3. */
async function findPart(name: string): Promise<readonly LibraryCopy[]> {
  const wholes = (await Promise.all(shippedLibraries.map((library) => findShippedCopies(library)))).flat();
  const parts = await Promise.all(wholes.map((whole) => findDependency(whole, name)));
  return parts.filter((copy) => copy !== undefined).slice(0, 1);
}

/** Where Node looks for the packages that a file imports. */
function nodeFolders(file: string): readonly string[] {
  return createRequire(file).resolve.paths("package") ?? [];
}

/** Reads `package.json` even where the package does not export it, which `require.resolve` does not. */
async function findIn(
  folders: readonly string[],
  alias: string,
  expected: Pick<LibraryCopy, "name" | "owner">,
): Promise<LibraryCopy | undefined> {
  for (const folder of folders) {
    const copy = await readCopy(join(folder, alias), expected);
    if (copy) return copy;
  }
  return undefined;
}

/**
 * Reads a file as a CDN finds it: under its name, without its ending, or only in a readable form where the
 * minified one is asked for.
 *
 * @param path percent-encoded, without slash in front.
 */
export async function readLibraryFile(copy: LibraryCopy, path: string): Promise<LibraryFile | undefined> {
  const candidates = [path, `${path}.js`, `${path}/index.js`, path.replace(/\.min\.(js|css)$/, ".$1")];
  for (const candidate of new Set(candidates)) {
    const entry = await findProjectEntry(copy.folder, `/${candidate}`);
    if (entry.kind !== "file") continue;
    return {
      path: entry.path,
      body: await readFile(entry.realPath),
      contentType: contentTypeOf(entry.path),
    };
  }
  return undefined;
}

/** The project folder and those above it that belong to the same package: the last one has a `package.json`. */
async function foldersUpToPackageRoot(projectFolder: string): Promise<readonly string[]> {
  const start = await realpath(projectFolder);
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (await readManifest(folder)) return folders;
    // Without a package, what lies above has nothing to do with the project.
    if (folder === dirname(folder)) return [start];
  }
}

async function readCopy(
  folder: string,
  { name, owner }: Pick<LibraryCopy, "name" | "owner">,
): Promise<LibraryCopy | undefined> {
  const manifest = await readManifest(folder);
  // A link could lead to any package of this machine, which a composition must not read.
  if (manifest?.["name"] !== name || typeof manifest["version"] !== "string") return undefined;
  return { name, version: manifest["version"], folder: await realpath(folder), owner, manifest };
}

/** `undefined` if there is none, or none that npm would read. */
async function readManifest(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
