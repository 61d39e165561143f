import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockBatch } from "../../src/batch/batch-lock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("one batch at a time has a folder, and leaves nothing in it", async () => {
  await using folder = await temporaryFolder();
  {
    await using _lock = await lockBatch(folder.path);
    await expect(lockBatch(folder.path)).rejects.toThrow(`Another batch (process ${process.pid})`);
    expect(await readdir(folder.path)).toEqual([".manifest.lock.1"]);
  }
  expect(await readdir(folder.path)).toEqual([]);
  await using _again = await lockBatch(folder.path);
});

test("a folder is refused that another process has, on whatever machine", async () => {
  await using folder = await temporaryFolder();
  const other = { pid: 7, host: "elsewhere", boot: "another", instance: "another" };
  await writeFile(join(folder.path, ".manifest.lock.4"), JSON.stringify(other));
  await expect(lockBatch(folder.path)).rejects.toThrow("Another batch (process 7 on elsewhere) renders into");
});

test("what a killed batch has left is taken over", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, ".manifest.lock.4");
  await writeFile(lock, JSON.stringify({ pid: 7, host: "elsewhere", boot: "another", instance: "another" }));
  await utimes(lock, 0, 0);
  await using _lock = await lockBatch(folder.path);
  await expect(lockBatch(folder.path)).rejects.toThrow(`process ${process.pid}`);
});
