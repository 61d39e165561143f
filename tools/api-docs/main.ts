import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryFiles } from "../house-rules/repository.ts";
import { apiFile, apiPage, type PackageManifest } from "./api-page.ts";

const root = join(import.meta.dirname, "../..");

/** `node main.ts` writes the pages, `node main.ts --check` only says whether they are those of the code. */
async function main(isCheck: boolean): Promise<void> {
  const files = new Map(repositoryFiles(root).map((file) => [file.path, file]));
  const manifests = [...files.values()].flatMap(({ path, text }) => {
    const folder = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1];
    return folder === undefined ? [] : [{ folder, manifest: JSON.parse(text) as PackageManifest }];
  });
  for (const { folder, manifest } of manifests) {
    if (!files.has(`packages/${folder}/src/index.ts`)) continue;
    const page = apiPage(folder, manifest, files);
    const file = apiFile(root, folder);
    if (!isCheck) await writeFile(file, page);
    else if ((await readFile(file, "utf8").catch(() => "")) !== page) {
      console.error(`docs/api/${folder}.md is not what the code has: run node tools/api-docs/main.ts`);
      process.exitCode = 1;
    }
  }
}

await main(process.argv.includes("--check"));
