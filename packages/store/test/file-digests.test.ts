import { appendFile, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { digestOf } from "../src/digest.ts";
import { FileDigests } from "../src/file-digests.ts";
import { findKept, keepFile } from "../src/kept-file.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const { signal } = new AbortController();

/** Reads a file as often as it takes until its digest is remembered for others: one that has just been written is not. */
async function remember(cacheFolder: string, file: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await new FileDigests(cacheFolder).of(file, signal);
      expect(await readdir(join(cacheFolder, "digests"))).toHaveLength(1);
    },
    { timeout: 30_000, interval: 100 },
  );
}

it("reads a large file once as long as it is not written to, also for the next render", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "footage");
  const content = "x".repeat(2 ** 20);
  await writeFile(file, content);
  const digest = digestOf(content);
  await remember(folder.path, file);
  // It would throw if it read.
  const aborted = AbortSignal.abort();
  expect(await new FileDigests(folder.path).of(file, aborted)).toBe(digest);
  await utimes(file, 1, 1);
  await expect(new FileDigests(folder.path).of(file, aborted)).rejects.toThrow("abort");
  await appendFile(file, "y");
  expect(await new FileDigests(folder.path).of(file, signal)).toBe(digestOf(`${content}y`));
});

it("does not read a kept file again because it was used", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "converted.mp4");
  const content = "x".repeat(2 ** 20);
  await keepFile(file, (partial) => writeFile(partial, content));
  await remember(folder.path, file);
  expect(await findKept(file)).toEqual({ facts: null });
  expect(await new FileDigests(folder.path).of(file, AbortSignal.abort())).toBe(digestOf(content));
});

it("forgets what nobody has asked for in a month", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "footage");
  await writeFile(file, "x".repeat(2 ** 20));
  await remember(folder.path, file);
  const records = join(folder.path, "digests");
  const record = async (): Promise<string[]> => readdir(records);
  await new FileDigests(folder.path).prune();
  const [name = ""] = await record();
  const then = Date.now() / 1000 - 31 * 86_400;
  await utimes(join(records, name), then, then);
  await new FileDigests(folder.path).prune();
  expect(await record()).toEqual([]);
});
