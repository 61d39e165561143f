import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeWhole } from "@hyperframes-engine/store";

const source = fileURLToPath(new URL("../src/page/", import.meta.url));
/** Says which versions of other packages are bundled. */
const lockfile = fileURLToPath(new URL("../../../pnpm-lock.yaml", import.meta.url));
const kept = fileURLToPath(new URL("../../../.tools/page/", import.meta.url));

/**
 * The script of one entry of `src/page`, bundled once for each state of the sources: the bundler takes 0.1 s, and a process of its own
 * for as long as ours lives.
 */
export async function keptPageScript(name: string): Promise<string> {
  const file = join(kept, `${name}-${await (hashed ??= hash())}.js`);
  const known = await readFile(file, "utf8").catch(() => null);
  if (known !== null) return known;
  const { bundlePageScript } = await import("./bundle-page-script.ts");
  const script = bundlePageScript(name);
  const older = (await readdir(kept).catch(() => [])).filter(
    (other) => other.startsWith(`${name}-`) && other.endsWith(".js"),
  );
  await Promise.all(older.map((other) => rm(join(kept, other), { force: true })));
  // Others may read it meanwhile.
  await makeWhole(file, (partial) => writeFile(partial, script));
  return script;
}

let hashed: Promise<string> | null = null;

async function hash(): Promise<string> {
  const names = (await readdir(source, { recursive: true }))
    .filter((name) => name.endsWith(".ts"))
    .toSorted();
  const files = [lockfile, ...names.map((name) => join(source, name))];
  const texts = await Promise.all(files.map((file) => readFile(file)));
  const sum = createHash("sha256");
  for (const [index, text] of texts.entries())
    sum.update(`${files[index] ?? ""}\0${text.length}\0`).update(text);
  return sum.digest("hex").slice(0, 16);
}
