import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { indexPage } from "./index-page.ts";

const folder = join(import.meta.dirname, "../../docs/decisions");
const file = join(folder, "README.md");

const names = (await readdir(folder)).filter((name) => name.endsWith(".md") && name !== "README.md");
const pages = await Promise.all(
  names.toSorted().map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
);
const text = indexPage(pages);

// `node main.ts` writes the page, `node main.ts --check` only says whether it is that of the others.
if (!process.argv.includes("--check")) await writeFile(file, text);
else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
  console.error("docs/decisions/README.md is old: run node tools/decisions-index/main.ts");
  process.exitCode = 1;
}
