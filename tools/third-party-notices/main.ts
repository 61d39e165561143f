import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { readLicence } from "./package-licence.ts";
import { type Lockfile, productionPackages } from "./production-packages.ts";
import { noticesFile } from "./write-notices.ts";

const root = join(import.meta.dirname, "../..");
const file = join(root, "THIRD-PARTY-NOTICES.md");

/** `node main.ts` writes the notices, `node main.ts --check` only says whether they are those of the lockfile. */
async function main(isCheck: boolean): Promise<void> {
  const lockfile = parse(await readFile(join(root, "pnpm-lock.yaml"), "utf8")) as Lockfile;
  const store = join(root, "node_modules/.pnpm");
  const notices = await Promise.all(
    productionPackages(lockfile).map(async (item) => ({ ...item, ...(await readLicence(item, store)) })),
  );
  const text = noticesFile(notices);
  if (!isCheck) return writeFile(file, text);
  if ((await readFile(file, "utf8").catch(() => "")) === text) return;
  console.error(
    "THIRD-PARTY-NOTICES.md is not that of pnpm-lock.yaml: run node tools/third-party-notices/main.ts",
  );
  process.exitCode = 1;
}

await main(process.argv.includes("--check"));
