import { readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findKept, keepFile } from "../src/kept-file.ts";
import { prune } from "../src/prune.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const DAY = 86_400;
const limits = { mostMs: 30 * DAY * 1000, mostBytes: 2 ** 20 };

async function keepOld(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  await keepFile(file, (partial) => writeFile(partial, name));
  const then = Date.now() / 1000 - 31 * DAY;
  for (const path of [file, `${file}.seal`]) await utimes(path, then, then);
  return file;
}

it("keeps what was used lately, whose own times stay, and lets the rest go with its seal", async () => {
  await using folder = await temporaryFolder();
  const used = await keepOld(folder.path, "used");
  await keepOld(folder.path, "old");
  const before = await stat(used, { bigint: true });
  expect(await findKept(used)).not.toBeNull();
  const { mtimeNs, ctimeNs } = await stat(used, { bigint: true });
  expect({ mtimeNs, ctimeNs }).toEqual({ mtimeNs: before.mtimeNs, ctimeNs: before.ctimeNs });
  await prune(folder.path, limits);
  expect((await readdir(folder.path)).toSorted()).toEqual(["used", "used.seal"]);
});
