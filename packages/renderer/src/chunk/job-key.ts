import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Project } from "../composition/find-project.ts";
import { withoutVolumes } from "./without-volumes.ts";

/** Folders that no page reads, or that rendering itself writes to. */
const leftOut = new Set(["node_modules", ".git", "renders"]);
/** In bytes: nobody writes more by hand. */
const LARGEST_HTML = 2n ** 22n;
const htmlName = /\.x?html?$/i;

/**
 * A name for everything that the chunks of a render depend on: the project's files but for the render's own output, and
 * `rest`, which is JSON. HTML counts by what of it is seen, other files by size and the times of their last change, which
 * the system alone can set. What was filled in counts by its text, and files beside it as those that they were copied from.
 */
export async function jobKey(
  project: Pick<Project, "folder"> & {
    readonly filled: Pick<NonNullable<Project["filled"]>, "copies"> | null;
    readonly outputs: readonly string[];
  },
  rest: unknown,
): Promise<string> {
  const seen = (name: string, value: unknown): unknown => {
    // It follows from what is filled in, and nobody sees it.
    if (name === "scriptNonce") return undefined;
    return name === "html" && typeof value === "string" ? withoutVolumes(value) : value;
  };
  const hash = createHash("sha256").update(JSON.stringify(rest, seen));
  const { folder, filled, outputs } = project;
  for await (const path of listFiles(folder)) {
    const below = relative(folder, path).replaceAll(sep, "/");
    const original = filled ? filled.copies.get(below) : path;
    const named = original ?? path;
    if (outputs.some((output) => named === output || named.startsWith(output + sep))) continue;
    const described = original === undefined ? await describeText(path) : await describeFile(original);
    hash.update(`${original ?? below}\0${described}\n`);
  }
  return hash.digest("hex").slice(0, 32);
}

async function* listFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (leftOut.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFiles(path);
    else yield path;
  }
}

async function describeFile(path: string): Promise<string> {
  const info = await stat(path, { bigint: true }).catch(() => null);
  if (!info) return "";
  if (htmlName.test(path) && info.isFile() && info.size < LARGEST_HTML) return describeText(path);
  return `${info.size}\0${info.mtimeNs}\0${info.ctimeNs}`;
}

async function describeText(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  return htmlName.test(path) ? withoutVolumes(text) : text;
}
