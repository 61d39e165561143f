import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/** What a URL path leads to within a project; paths are relative to the project, with slashes. */
export type ProjectEntry =
  | { readonly kind: "file"; readonly path: string; readonly realPath: string; readonly size: number }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "refused"; readonly path: string; readonly reason: string };

const missingCodes = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"]);

/**
 * Follows a URL path, still percent-encoded and without query, into a project.
 *
 * @param root the project folder, with symbolic links resolved.
 */
export async function findProjectEntry(root: string, urlPath: string): Promise<ProjectEntry> {
  const decoded = decode(urlPath);
  const path = decoded?.split("/").filter(Boolean).join("/") ?? urlPath;
  const reason = decoded === undefined ? "it is not a well-formed address" : nameFault(path);
  if (reason !== undefined) return { kind: "refused", path, reason };
  try {
    const entry = await inspect(root, path);
    // Relative addresses in it would mean something else than its author meant.
    return entry.kind === "file" && decoded?.endsWith("/") ? { kind: "missing", path } : entry;
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    if (missingCodes.has(code)) return { kind: "missing", path };
    return { kind: "refused", path, reason: `it cannot be read (${code})` };
  }
}

async function inspect(root: string, path: string): Promise<ProjectEntry> {
  // Links are followed before the check: what counts is where the bytes are.
  const realPath = await realpath(join(root, path));
  const inside = relative(root, realPath);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return { kind: "refused", path, reason: "a symbolic link leads out of the project folder" };
  }
  if (leadsToHidden(inside))
    return { kind: "refused", path, reason: "a symbolic link leads to a hidden file" };
  const entry = await stat(realPath);
  if (entry.isDirectory()) return { kind: "folder", path };
  // To open a named pipe would block until somebody writes into it.
  if (!entry.isFile()) return { kind: "refused", path, reason: "it is neither a file nor a folder" };
  return { kind: "file", path, realPath, size: entry.size };
}

function decode(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function nameFault(path: string): string | undefined {
  if (path.includes("\0")) return "the path contains NUL";
  // A separator on Windows, where it would slip past the check of each name.
  if (path.includes("\\")) return "the path contains a backslash";
  return path.split("/").some(isHidden) ? "names that begin with a dot are not served" : undefined;
}

/** pnpm keeps the packages to which `node_modules` links in `node_modules/.pnpm`. */
function leadsToHidden(inside: string): boolean {
  const names = inside.split(sep);
  return names.some((name, index) => isHidden(name) && names[index - 1] !== "node_modules");
}

/** Tools for compositions keep pictures, sounds and tables of colours in `.media`. */
function isHidden(name: string): boolean {
  return name.startsWith(".") && name !== ".media";
}
