import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { makeScratchFolder } from "../../src/scratch-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Larger than any process's: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html */
const nobodys = 4_194_305;

test("removes what was left by a process that was killed", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, `hyperframes-${nobodys}-left`));
  await using made = await makeScratchFolder(folder.path);
  expect(await readdir(folder.path)).toEqual([basename(made.path)]);
});

test("leaves alone what another user left, which it may not remove", async () => {
  await using folder = await temporaryFolder();
  const left = join(folder.path, `hyperframes-${nobodys}-theirs`);
  await mkdir(left);
  await writeFile(join(left, "file"), "");
  await chmod(left, 0);
  await chmod(folder.path, 0o1777);
  const isRoot = process.getuid?.() === 0;
  // Root could remove anything.
  if (isRoot) process.seteuid?.(65_534);
  try {
    await using made = await makeScratchFolder(folder.path);
    expect(await readdir(folder.path)).toEqual(expect.arrayContaining([basename(made.path), basename(left)]));
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(left, 0o700);
  }
});
