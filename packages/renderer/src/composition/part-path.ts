import { readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { CompositionError, formatLocation, type SourceLocation } from "../errors.ts";

/** A megabyte of HTML is a thousand pages; more is something else. */
const LARGEST_FILE = 8_000_000;

/**
 * Where `data-composition-src` leads, as a path below the project's folder.
 *
 * @throws {CompositionError} if it leads out of the project.
 */
export function partPath(src: string, location: SourceLocation): string {
  const wrong = (what: string): CompositionError =>
    new CompositionError(
      `data-composition-src must be the path of a file from the project's folder on, but ${what}.`,
      location,
    );
  const text = src.trim().replace(/[?#].*$/s, "");
  if (text === "") throw wrong("is empty");
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(text)) throw wrong(`is the address "${text.slice(0, 200)}"`);
  const path = posix.normalize(decode(text).replace(/^\/+/, ""));
  if (path.startsWith(".."))
    throw wrong(`"${text}" leads out of it (it starts there, not at the file that names it)`);
  if (path.includes("\0") || path.includes("\\") || path.split("/").some((name) => /^\.[^.]/.test(name)))
    throw wrong(`"${text}" is the name of a hidden file, or of none`);
  return path;
}

/** Where files of sub-compositions may lie. */
export interface PartPlaces {
  /** The project's folder. */
  readonly folder: string;
  /** The page, as a path below it. */
  readonly page: string;
}

/** A path from the project's folder on; of a page in a folder below, it may also be meant from there on. */
export async function findPart(path: string, { folder, page }: PartPlaces): Promise<string> {
  const beside = posix.join(posix.dirname(page), path);
  const isThere = async (candidate: string): Promise<boolean> =>
    (await stat(join(folder, candidate)).catch(() => null)) !== null;
  return beside !== path && !(await isThere(path)) && (await isThere(beside)) ? beside : path;
}

/**
 * Reads a sub-composition's file.
 *
 * @throws {CompositionError} if it is missing, empty, too large, or a link out of the project.
 */
export async function readPart(folder: string, path: string, host: SourceLocation): Promise<string> {
  const place = await realpath(join(folder, path)).catch(() => null);
  const info = place === null ? null : await stat(place);
  if (place === null || !info?.isFile())
    throw new CompositionError(`data-composition-src="${path}": there is no such file in the project.`, host);
  const inside = relative(folder, place);
  if (inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw new CompositionError(
      `data-composition-src="${path}" is a link that leads out of the project.`,
      host,
    );
  const start = { file: path, line: 1, column: 1 };
  const named = `Its host is at ${formatLocation(host)}.`;
  if (info.size > LARGEST_FILE)
    throw new CompositionError(`the file is too large: at most ${LARGEST_FILE} bytes. ${named}`, start);
  const html = await readFile(place, "utf8");
  if (html.trim() === "") throw new CompositionError(`the file is empty. ${named}`, start);
  return html;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
