import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryFiles } from "../house-rules/repository.ts";
import { hasSameMap, withMap } from "./map-section.ts";

const root = join(import.meta.dirname, "../..");
const file = join(root, "docs/architecture.md");

const page = await readFile(file, "utf8");
const made = withMap(page, repositoryFiles(root));

// `node main.ts` writes the map into the page, `node main.ts --check` only says whether it is that of the code.
if (!process.argv.includes("--check")) await writeFile(file, made);
else if (!hasSameMap(page, made)) {
  console.error(
    "docs/architecture.md has not the folders of the code: run node tools/architecture-map/main.ts",
  );
  process.exitCode = 1;
}
