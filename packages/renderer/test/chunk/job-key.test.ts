import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jobKey } from "../../src/chunk/job-key.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("changes with the options and with every change of a file, and with nothing else", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "index.html");
  await mkdir(join(folder.path, "renders"));
  await writeFile(file, "one");
  const key = await jobKey(folder.path, { crf: 18 });
  expect(await jobKey(folder.path, { crf: 18 })).toBe(key);
  expect(await jobKey(folder.path, { crf: 19 })).not.toBe(key);

  await writeFile(join(folder.path, "renders", "out.mp4"), "output");
  expect(await jobKey(folder.path, { crf: 18 })).toBe(key);
  await writeFile(file, "two");
  const changed = await jobKey(folder.path, { crf: 18 });
  expect(changed).not.toBe(key);
  await rename(file, join(folder.path, "other.html"));
  expect(await jobKey(folder.path, { crf: 18 })).not.toBe(changed);
});
