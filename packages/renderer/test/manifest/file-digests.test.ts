import { appendFile, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "@hyperframes-engine/store";
import { expect, it, vi } from "vitest";
import { digestsFolder, FileDigests } from "../../src/manifest/file-digests.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();

it("reads a large file once as long as it is not written to, also for the next render", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "footage");
  const content = "x".repeat(2 ** 20);
  await writeFile(file, content);
  const digest = digestOf(content);
  // A file that has just been written is not remembered for others.
  await vi.waitFor(
    async () => {
      expect(await new FileDigests(folder.path).of(file, signal)).toBe(digest);
      expect(await readdir(digestsFolder(folder.path))).toHaveLength(1);
    },
    { timeout: 30_000, interval: 100 },
  );
  // It would throw if it read.
  const aborted = AbortSignal.abort();
  expect(await new FileDigests(folder.path).of(file, aborted)).toBe(digest);
  await utimes(file, 1, 1);
  await expect(new FileDigests(folder.path).of(file, aborted)).rejects.toThrow("abort");
  await appendFile(file, "y");
  expect(await new FileDigests(folder.path).of(file, signal)).toBe(digestOf(`${content}y`));
});
