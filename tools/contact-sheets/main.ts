import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { joinPictures } from "./join-pictures.ts";
import { moments } from "./moments.ts";
import { takePictures } from "./take-pictures.ts";

// node tools/contact-sheets/main.ts [TEMPLATE …]: makes the sizes.jpg in the README of each template: every size, above
// without and below with somebody who speaks. Look at them before they are committed.

const repository = resolve(import.meta.dirname, "../..");
const command = join(repository, "bin/hyperframes");

const asked = process.argv.slice(2);
for (const name of await readdir(join(repository, "templates"))) {
  if (asked.length === 0 || asked.includes(name)) await makeSheet(name);
}

async function makeSheet(name: string): Promise<void> {
  const template = join(repository, "templates", name);
  const at = moments[name];
  if (!at) throw new Error(`moments.ts does not say which seconds the sheet of ${name} shows.`);
  const sizes = await sizesOf(template);
  const scratch = await mkdtemp(join(tmpdir(), "contact-sheet-"));
  try {
    const rows: string[][] = [];
    for (const narrated of [false, true]) {
      const row: string[] = [];
      for (const size of sizes)
        row.push(...(await takePictures(command, { template, size, at, narrated, scratch })));
      rows.push(row);
    }
    const file = join(template, "sizes.jpg");
    process.stdout.write(`${file}: ${joinPictures(rows, file)} bytes\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function sizesOf(template: string): Promise<string[]> {
  const text = await readFile(join(template, "template.json"), "utf8");
  const { variants } = JSON.parse(text) as { readonly variants: ReadonlyArray<{ readonly name: string }> };
  return variants.map(({ name }) => name);
}
