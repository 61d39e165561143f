import { realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FilledFrom } from "@hyperframes-engine/template";
import { CompositionError } from "../errors.ts";

/** A project on disk. */
export interface Project {
  /** The folder whose files the page may read, without symbolic links in its path. */
  readonly folder: string;
  /** The composition's file, as a path below the folder. */
  readonly entry: string;
  /** What the video is called where nothing else is said. */
  readonly name: string;
  /** What it was filled from; `null` if it is as its author wrote it. */
  readonly filled: FilledFrom | null;
}

/**
 * Finds a project: a folder with `index.html`, or an HTML file.
 *
 * @param root the folder whose files the page may read; `null` for its own.
 * @throws {CompositionError} if there is no such thing, or the page does not lie below the root.
 */
export async function findProject(path: string, root: string | null = null): Promise<Project> {
  const project = await findPage(path);
  return root === null ? project : belowRoot(project, root);
}

async function belowRoot({ folder, entry, ...project }: Project, root: string): Promise<Project> {
  const info = await stat(root).catch(() => null);
  if (!info?.isDirectory()) {
    const what = info ? "is no folder" : "is not there";
    throw new CompositionError(
      `The folder of \`root\`, ${root}, ${what}. Name the folder that the page's files are in.`,
    );
  }
  const realRoot = await realpath(root);
  const below = relative(realRoot, join(folder, entry));
  if (below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new CompositionError(
      `The page ${join(folder, entry)} does not lie below the folder of \`root\`, ${realRoot}. Name a folder that it is in.`,
    );
  }
  return { ...project, folder: realRoot, entry: below.replaceAll(sep, "/") };
}

async function findPage(path: string): Promise<Project> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new CompositionError(`There is no file or folder ${path}.`);
  if (!info.isDirectory()) return projectOfFile(path, info.isFile());
  const entry = await stat(join(path, "index.html")).catch(() => null);
  if (!entry?.isFile()) {
    throw new CompositionError(
      `The folder ${path} has no index.html. Name a folder that has one, or an HTML file.`,
    );
  }
  const folder = await realpath(path);
  return { folder, entry: "index.html", name: basename(folder) || "composition", filled: null };
}

/** The folder that its author keeps it in, where its packages are installed. */
export function homeOf({ folder, filled }: Project): string {
  return filled?.folder ?? folder;
}

async function projectOfFile(path: string, isRegular: boolean): Promise<Project> {
  const extension = extname(path);
  if (!isRegular || !/^\.x?html?$/i.test(extension)) {
    throw new CompositionError(
      `${path} is not an HTML file. Name an HTML file, or a folder with index.html.`,
    );
  }
  const file = resolve(path);
  const folder = await realpath(dirname(file));
  const name = basename(file, extension);
  return {
    folder,
    entry: basename(file),
    name: name === "index" ? basename(folder) || name : name,
    filled: null,
  };
}
