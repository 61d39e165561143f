import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { ownIdentity } from "../src/process-identity.ts";
import { makeScratchFolder } from "../src/scratch-folder.ts";
import { canContain, contain } from "./support/containers.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** Larger than any process's: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html */
const nobody = { ...ownIdentity(), pid: 4_194_305, instance: "another" };

/** A folder as a process has left it. */
async function leave(folder: string, owner: object | null = nobody): Promise<void> {
  await mkdir(folder);
  if (owner) await writeFile(join(folder, ".hyperframes-scratch"), JSON.stringify(owner));
}

test("goes with whoever made it, and so do those of processes that were killed", async () => {
  await using folder = await temporaryFolder();
  await leave(join(folder.path, "hyperframes-left"));
  {
    await using made = await makeScratchFolder(folder.path);
    expect(await readdir(folder.path)).toEqual([basename(made.path)]);
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test("leaves alone what is not surely ours", async () => {
  await using folder = await temporaryFolder();
  await using elsewhere = await temporaryFolder();
  const kept = [
    "hyperframes-4194305-no-mark",
    "hyperframes-garbage",
    "hyperframes-link",
    "hyperframes-mark-link",
  ];
  await leave(join(folder.path, "hyperframes-4194305-no-mark"), null);
  await leave(join(folder.path, "hyperframes-garbage"), null);
  await writeFile(join(folder.path, "hyperframes-garbage/.hyperframes-scratch"), "garbage");
  await leave(join(elsewhere.path, "theirs"));
  await symlink(join(elsewhere.path, "theirs"), join(folder.path, "hyperframes-link"));
  await leave(join(folder.path, "hyperframes-mark-link"), null);
  const mark = join(folder.path, "hyperframes-mark-link/.hyperframes-scratch");
  await symlink(join(elsewhere.path, "theirs/.hyperframes-scratch"), mark);
  await leave(join(folder.path, "another-name"));
  await using made = await makeScratchFolder(folder.path);
  expect((await readdir(folder.path)).toSorted()).toEqual(
    [...kept, "another-name", basename(made.path)].toSorted(),
  );
  expect(await readdir(join(elsewhere.path, "theirs"))).toEqual([".hyperframes-scratch"]);
});

test("leaves alone what another user left, which it may not remove", async () => {
  await using folder = await temporaryFolder();
  const left = join(folder.path, "hyperframes-theirs");
  await leave(left);
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

const brief = { beatMs: 50, silentMs: 500 };
const holding = (folder: string): string => `
  import { makeScratchFolder } from ${JSON.stringify(join(import.meta.dirname, "../src/scratch-folder.ts"))};
  const made = await makeScratchFolder(${JSON.stringify(folder)}, ${JSON.stringify(brief)});
  console.log(made.path);
  setInterval(() => undefined, 1000);
`;

test.skipIf(!canContain)("of a container that runs stays, and of one that was killed goes", async () => {
  await using folder = await temporaryFolder();
  await using running = contain(holding(folder.path));
  const path = await running.line();
  {
    await using other = contain(holding(folder.path));
    const killed = await other.line();
    await other[Symbol.asyncDispose]();
    let left = [basename(killed)];
    while (left.length > 0) {
      await using _made = await makeScratchFolder(folder.path, brief);
      // Those that are silent are watched meanwhile.
      await setTimeout(4 * brief.beatMs);
      left = (await readdir(folder.path)).filter((name) => name === basename(killed));
    }
  }
  expect(await readdir(folder.path)).toEqual([basename(path)]);
});
