import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { withoutVolumes } from "./without-volumes.ts";

/** Folders that no page reads, or that rendering itself writes to. */
const leftOut = new Set(["node_modules", ".git", "renders"]);
/** In bytes: nobody writes more by hand. */
const LARGEST_HTML = 2n ** 22n;

/**
 * A name for everything that the chunks of a render depend on: the project's files but for the render's own output, and
 * `rest`, which is JSON. HTML counts by what of it is seen, other files by size and the times of their last change, which
 * the system alone can set.
 */
export async function jobKey(
  { folder, outputs }: { readonly folder: string; readonly outputs: readonly string[] },
  rest: unknown,
): Promise<string> {
  const seen = (name: string, value: unknown): unknown =>
    name === "html" && typeof value === "string" ? withoutVolumes(value) : value;
  const hash = createHash("sha256").update(JSON.stringify(rest, seen));
  for await (const line of describeFiles(folder, outputs)) hash.update(line);
  return hash.digest("hex").slice(0, 32);
}

async function* describeFiles(folder: string, outputs: readonly string[]): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (leftOut.has(entry.name) || outputs.includes(path)) continue;
    if (entry.isDirectory()) {
      yield* describeFiles(path, outputs);
    } else {
      yield `${path}\0${await describeFile(path)}\n`;
    }
  }
}

async function describeFile(path: string): Promise<string> {
  const info = await stat(path, { bigint: true }).catch(() => null);
  if (!info) return "";
  const isHtml = /\.x?html?$/i.test(path) && info.isFile() && info.size < LARGEST_HTML;
  if (isHtml) return withoutVolumes(await readFile(path, "utf8"));
  return `${info.size}\0${info.mtimeNs}\0${info.ctimeNs}`;
}
