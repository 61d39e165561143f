import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { claimFolder } from "../../src/assemble/claim-folder.ts";
import type { ClaimedOutput } from "../../src/assemble/claim-output.ts";
import { withPngComment } from "../../src/assemble/png/png-comment.ts";
import { sequenceName } from "../../src/assemble/sequence-name.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** As much of a PNG as is looked at. */
const png = (comment: string): Buffer => withPngComment(Buffer.alloc(33 + 12), comment);

const claim = (folder: string, force = false): Promise<ClaimedOutput> =>
  claimFolder({ ...sequenceName(join(folder, "frames")), comment: "ours", force });

/** Writes some frames and puts them in their place. */
async function write(output: ClaimedOutput, names: readonly string[]): Promise<void> {
  await mkdir(output.temporaryFile);
  for (const name of names) await writeFile(join(output.temporaryFile, name), png("ours"));
  await output.commit();
  await output[Symbol.asyncDispose]();
}

const [zero, one, two] = ["frame-00000.png", "frame-00001.png", "frame-00002.png"];

describe("a folder", () => {
  test("of our own pictures is replaced as a whole, and nothing is left beside it", async () => {
    await using folder = await temporaryFolder();
    await write(await claim(folder.path), [zero, one, two]);
    await write(await claim(folder.path), [zero, one]);
    expect((await readdir(join(folder.path, "frames"))).toSorted()).toEqual([zero, one]);
    expect(await readdir(folder.path)).toEqual(["frames"]);
  });

  test("that is empty is filled", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "frames"));
    await write(await claim(folder.path), [zero]);
    expect(await readdir(join(folder.path, "frames"))).toEqual([zero]);
  });

  test.each([
    ["another file", "notes.txt", "text"],
    ["a picture of the same name that someone else made", zero, png("theirs")],
    ["a picture without a comment", zero, Buffer.alloc(100)],
  ])("with %s is refused, and stays as it is", async (_, name, content) => {
    await using folder = await temporaryFolder();
    await write(await claim(folder.path), [one]);
    await writeFile(join(folder.path, "frames", name), content);
    await expect(claim(folder.path)).rejects.toMatchObject({ code: "output-exists" });
    expect((await readdir(join(folder.path, "frames"))).toSorted()).toEqual([one, name].toSorted());
  });

  test("of others gets pictures with force, and loses nothing else", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "frames"));
    await writeFile(join(folder.path, "frames/notes.txt"), "text");
    await write(await claim(folder.path, true), [zero]);
    expect((await readdir(join(folder.path, "frames"))).toSorted()).toEqual([zero, "notes.txt"]);
    expect(await readFile(join(folder.path, "frames/notes.txt"), "utf8")).toBe("text");
  });

  test("that is half-written goes, and the one before stays", async () => {
    await using folder = await temporaryFolder();
    await write(await claim(folder.path), [zero]);
    const output = await claim(folder.path);
    await mkdir(output.temporaryFile);
    await writeFile(join(output.temporaryFile, one), "half");
    await output[Symbol.asyncDispose]();
    expect(await readdir(folder.path)).toEqual(["frames"]);
    expect(await readdir(join(folder.path, "frames"))).toEqual([zero]);
  });

  test("that is a file is refused", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "frames"), "");
    await expect(claim(folder.path)).rejects.toMatchObject({ code: "output-not-writable" });
  });
});

describe("the name of a sequence", () => {
  test.each([
    ["frames", "frames", "frame-00007.png"],
    ["out/frames/", "out/frames/", "frame-00007.png"],
    ["out/card-%03d.png", "out", "card-007.png"],
    ["out/%d.PNG", "out", "7.PNG"],
  ])("%s", (output, folder, seventh) => {
    const name = sequenceName(output);
    expect([name.folder, name.frameName(7)]).toEqual([folder, seventh]);
    expect([name.matches(seventh), name.matches("notes.txt"), name.matches(`x${seventh}`)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("is not that of a single picture", () => {
    expect(() => sequenceName("out/card.png")).toThrow("`output` must be a folder, or a name such as");
  });
});
