import { readFile, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { contentTypeOf } from "./content-type.ts";
import { findProjectEntry } from "./project-server-path.ts";

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

/** The copies of a library, in the order in which they are asked: the project's own, then the shipped one. */
export async function findLibraryCopies(
  name: string,
  projectFolder: string,
): Promise<readonly LibraryCopy[]> {
  const copies: LibraryCopy[] = [];
  for (const folder of await foldersUpToPackageRoot(projectFolder)) {
    const copy = await readCopy(join(folder, "node_modules", name), { name, owner: "project" });
    if (copy) copies.push(copy);
  }
  const shipped = await readCopy(shippedFolder(name), { name, owner: "shipped" });
  return shipped ? [...copies.slice(0, 1), shipped] : copies.slice(0, 1);
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

function shippedFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}
