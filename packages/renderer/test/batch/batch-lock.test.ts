import { readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockBatch } from "../../src/batch/batch-lock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Of an init process, which always runs. */
const SOMEBODY = 1;
/** Above what Linux gives out: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html */
const NOBODY = 2 ** 22 + 1;

async function writeLock(folder: string, process: number, host: string): Promise<void> {
  await writeFile(join(folder, ".manifest.lock"), JSON.stringify({ process, host }));
}

test("one batch at a time has a folder, and leaves nothing in it", async () => {
  await using folder = await temporaryFolder();
  {
    await using _lock = await lockBatch(folder.path);
    await expect(lockBatch(folder.path)).rejects.toThrow(`Another batch (process ${process.pid})`);
    expect(await readdir(folder.path)).toEqual([".manifest.lock"]);
  }
  expect(await readdir(folder.path)).toEqual([]);
  await using _again = await lockBatch(folder.path);
});

test("a folder is refused that another process has", async () => {
  await using folder = await temporaryFolder();
  await writeLock(folder.path, SOMEBODY, hostname());
  await expect(lockBatch(folder.path)).rejects.toThrow("Another batch (process 1) renders into");
});

test("a folder is refused that a process of another machine has", async () => {
  await using folder = await temporaryFolder();
  await writeLock(folder.path, NOBODY, "elsewhere");
  await expect(lockBatch(folder.path)).rejects.toThrow(`process ${NOBODY} on elsewhere`);
});

test.each([NOBODY, process.pid])("what a killed batch has left is taken over: process %i", async (owner) => {
  await using folder = await temporaryFolder();
  await writeLock(folder.path, owner, hostname());
  await using _lock = await lockBatch(folder.path);
  await expect(lockBatch(folder.path)).rejects.toThrow(`process ${process.pid}`);
});
