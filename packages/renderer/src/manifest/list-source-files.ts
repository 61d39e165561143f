import { readdir, realpath } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { identifyFile, type FileIdentity } from "@hyperframes-engine/store";

/** Folders of which only what pages ask for counts: packages are many, and rendering itself writes to the other. */
const askedOnly: ReadonlySet<string> = new Set(["node_modules", "renders"]);
/** Never served. */
const unread: ReadonlySet<string> = new Set([".git"]);

/** Whether a file of this path counts only once a page has asked for it. */
export function countsOnceAsked(path: string): boolean {
  return path.split("/").some((name) => askedOnly.has(name));
}

/** A file that pages may read. */
export interface SourceFile {
  /** Below the project, with slashes. */
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly file: string;
  readonly identity: FileIdentity;
}

/** In bytes: footage, of which a folder may have much that no page shows. */
const LARGE = 2n ** 25n;
/** Above this, the folder is not one project, but where somebody keeps files. */
const MOST_FILES = 5000;
const MOST_BYTES = 2n ** 28n;

/**
 * The files of a project that count whether or not a page has asked for them, in the order of their paths. None does in a folder
 * with very many files: of those, too, only what is asked for counts.
 *
 * @param folder without symbolic links in its path.
 * @param without folders that are no part of the project, wherever they are.
 */
export async function listSourceFiles(folder: string, without: readonly string[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  let bytes = 0n;
  for await (const { path, isLink } of walk(folder, new Set(without.map((excluded) => resolve(excluded))))) {
    const file = isLink ? await realpath(path).catch(() => null) : path;
    const identity = file === null ? null : await identifyFile(file);
    // A link may lead to a folder, or nowhere.
    if (file === null || !identity?.isFile() || identity.size > LARGE) continue;
    found.push({ path: relative(folder, path).replaceAll(sep, "/"), file, identity });
    bytes += identity.size;
    if (found.length > MOST_FILES || bytes > MOST_BYTES) return [];
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface WalkedFile {
  readonly path: string;
  readonly isLink: boolean;
}

async function* walk(folder: string, without: ReadonlySet<string>): AsyncGenerator<WalkedFile> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (askedOnly.has(entry.name) || unread.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (without.has(path)) continue;
    if (entry.isDirectory()) yield* walk(path, without);
    else if (entry.isFile() || entry.isSymbolicLink()) yield { path, isLink: entry.isSymbolicLink() };
  }
}
