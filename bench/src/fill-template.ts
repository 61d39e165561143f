import { readFile } from "node:fs/promises";
import { fillProject } from "../../packages/template/src/project/fill-project.ts";
import { loadTemplate } from "../../packages/template/src/project/load-template.ts";

// fill-template.ts TEMPLATE DATA.json TARGET: writes a plain project.
const [template = "", data = "", target = ""] = process.argv.slice(2);
await fillProject(await loadTemplate(template), { data: JSON.parse(await readFile(data, "utf8")), target });
