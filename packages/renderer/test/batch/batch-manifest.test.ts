import { appendFile, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BatchManifest } from "../../src/batch/batch-manifest.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const done = { line: 2, state: "done", error: null, seconds: 1, frames: 30 } as const;

/** A folder with an output that the manifest knows. */
async function folderWithOutput(): Promise<TemporaryFolder & { readonly output: string }> {
  const folder = await temporaryFolder();
  const output = join(folder.path, "a.mp4");
  await writeFile(output, "video");
  await using manifest = await BatchManifest.open(folder.path);
  await manifest.add({ ...done, row: 1, hash: "h1" }, output);
  return { ...folder, output };
}

async function linesOf(folder: string): Promise<unknown[]> {
  const text = await readFile(join(folder, "manifest.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

test("writes a line as soon as a row has ended", async () => {
  await using folder = await folderWithOutput();
  const { mtimeMs } = await stat(folder.output);
  const line = { ...done, row: 1, file: "a.mp4", hash: "h1", bytes: 5, changed: mtimeMs };
  expect(await linesOf(folder.path)).toEqual([line]);
});

test("an output is current as long as it is the one that was written, for the same hash", async () => {
  await using folder = await folderWithOutput();
  const { output } = folder;
  const wanted = { row: 1, line: 2, output, hash: "h1" };
  const isCurrent = async (changes: object = {}): Promise<boolean> => {
    await using manifest = await BatchManifest.open(folder.path);
    return await manifest.isCurrent({ ...wanted, ...changes });
  };
  expect(await isCurrent()).toBe(true);
  expect(await isCurrent({ hash: "h2" })).toBe(false);
  expect(await isCurrent({ output: `${output}4` })).toBe(false);
  const { mtime } = await stat(output);
  await utimes(output, mtime, new Date(mtime.getTime() + 5000));
  expect(await isCurrent()).toBe(false);
  await rm(output);
  expect(await isCurrent()).toBe(false);
});

test("goes on after half a line", async () => {
  await using folder = await folderWithOutput();
  await appendFile(join(folder.path, "manifest.jsonl"), '{"row":2,"li');
  const second = join(folder.path, "b.mp4");
  await writeFile(second, "b");
  {
    await using manifest = await BatchManifest.open(folder.path);
    await manifest.add({ ...done, row: 2, hash: "h2" }, second);
  }
  await using manifest = await BatchManifest.open(folder.path);
  expect(await manifest.isCurrent({ row: 1, line: 2, output: folder.output, hash: "h1" })).toBe(true);
  expect(await manifest.isCurrent({ row: 2, line: 2, output: second, hash: "h2" })).toBe(true);
  await manifest.compact();
  expect(await linesOf(folder.path)).toMatchObject([{ row: 1 }, { row: 2 }]);
});

test("keeps the last line of each output, in the order of rows, once it is compacted", async () => {
  await using folder = await folderWithOutput();
  const { output } = folder;
  await using manifest = await BatchManifest.open(folder.path);
  await manifest.add({ ...done, row: 3, hash: "h3", state: "failed", error: "no" }, `${output}.3`);
  await manifest.add({ ...done, row: 2, hash: "h4" }, output);
  expect(await linesOf(folder.path)).toHaveLength(3);
  await manifest.compact();
  expect(await linesOf(folder.path)).toMatchObject([
    { row: 2, file: "a.mp4", hash: "h4" },
    { row: 3, file: "a.mp4.3", state: "failed", error: "no" },
  ]);
});

test("an output whose row has moved is current, and is found at its new row", async () => {
  await using folder = await folderWithOutput();
  await using manifest = await BatchManifest.open(folder.path);
  expect(await manifest.isCurrent({ row: 5, line: 6, output: folder.output, hash: "h1" })).toBe(true);
  await manifest.compact();
  expect(await linesOf(folder.path)).toMatchObject([{ row: 5, line: 6, file: "a.mp4" }]);
});

test("a file that says the same already is left alone", async () => {
  await using folder = await folderWithOutput();
  const file = join(folder.path, "manifest.jsonl");
  const before = await stat(file, { bigint: true });
  await using manifest = await BatchManifest.open(folder.path);
  await manifest.isCurrent({ row: 1, line: 2, output: folder.output, hash: "h1" });
  await manifest.compact();
  const after = await stat(file, { bigint: true });
  expect(after.mtimeNs).toBe(before.mtimeNs);
});
