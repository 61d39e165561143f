import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Folders that no page reads, or that rendering itself writes to. */
const leftOut = new Set(["node_modules", ".git", "renders"]);

/**
 * A name for everything that the chunks of a render depend on: the project's files, and `rest`, which is JSON. Files
 * count by path, size and the times of their last change, which the system alone can set.
 */
export async function jobKey(folder: string, rest: unknown): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(rest));
  for await (const line of describeFiles(folder)) hash.update(line);
  return hash.digest("hex").slice(0, 32);
}

async function* describeFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (leftOut.has(entry.name)) continue;
    if (entry.isDirectory()) {
      yield* describeFiles(path);
    } else {
      const info = await stat(path, { bigint: true }).catch(() => null);
      if (info) yield `${path}\0${info.size}\0${info.mtimeNs}\0${info.ctimeNs}\n`;
    }
  }
}
