import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configSchema } from "../../packages/service/src/config/service-config.ts";
import { settingsTable } from "./settings-table.ts";

const file = join(import.meta.dirname, "../../docs/service.md");
const [begin, end] = [
  "<!-- settings: made from the schema by node tools/service-settings/main.ts -->",
  "<!-- end of settings -->",
];

const before = await readFile(file, "utf8");
const [first, last] = [before.indexOf(begin), before.indexOf(end)];
if (first < 0 || last < first) throw new Error("docs/service.md has no place for the settings.");
const table = settingsTable(configSchema());
const after = `${before.slice(0, first)}${begin}\n\n${table}\n${before.slice(last)}`;

// `node main.ts` writes the page, `node main.ts --check` only says whether it is that of the schema.
if (!process.argv.includes("--check")) await writeFile(file, after);
else if (before !== after) {
  console.error("docs/service.md is not that of the schema: run node tools/service-settings/main.ts");
  process.exitCode = 1;
}
