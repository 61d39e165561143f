import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Whether a file is there and may be run. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * The executables that a path describes, newest first. A `*` stands for any part of a folder's name; numbers in
 * what it stands for are compared as numbers, so that version 1200 comes before 999.
 */
export async function findExecutables(pattern: string): Promise<string[]> {
  const files = pattern.includes("*") ? await expand(pattern) : [pattern];
  const found = await Promise.all(files.map(async (file) => ((await isExecutable(file)) ? [file] : [])));
  return found.flat();
}

async function expand(pattern: string): Promise<string[]> {
  const parts = pattern.split("/");
  const index = parts.findIndex((part) => part.includes("*"));
  if (index === -1) return [pattern];
  const [prefix = "", suffix = ""] = (parts[index] ?? "").split("*");
  const folder = parts.slice(0, index).join("/");
  const names = await readdir(folder).catch(() => []);
  const matching = names
    .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
    .toSorted(newestFirst);
  const rest = parts.slice(index + 1);
  return (await Promise.all(matching.map((name) => expand(join(folder, name, ...rest))))).flat();
}

function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, "en", { numeric: true });
}
