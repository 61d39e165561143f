import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimPictures, writePictures } from "../../src/snapshot/claim-pictures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const bytes = Buffer.from("picture");

test("a file that is there is kept, unless it may be overwritten", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "a.png");
  await writeFile(file, "old");
  await expect(claimPictures([join(folder.path, "b.png"), file], false)).rejects.toMatchObject({
    code: "output-exists",
  });
  await claimPictures([file], true);
  await writePictures([{ file, bytes }]);
  expect(await readFile(file, "utf8")).toBe("picture");
  expect(await readdir(folder.path)).toEqual(["a.png"]);
});

test("a folder is no file, and one that a file is in the way of cannot be written", async () => {
  await using folder = await temporaryFolder();
  await expect(claimPictures([folder.path], true)).rejects.toMatchObject({ code: "output-not-writable" });
  await writeFile(join(folder.path, "a"), "");
  const file = join(folder.path, "a/b.png");
  await expect(writePictures([{ file, bytes }])).rejects.toMatchObject({ code: "output-not-writable" });
});

test("missing folders are made, and nothing is left of pictures that could not all be written", async () => {
  await using folder = await temporaryFolder();
  const [good, bad] = [join(folder.path, "new/a.png"), join(folder.path, "file/b.png")];
  await writeFile(join(folder.path, "file"), "");
  await expect(
    writePictures([
      { file: good, bytes },
      { file: bad, bytes },
    ]),
  ).rejects.toThrow(/cannot be written/);
  expect(await readdir(join(folder.path, "new"))).toEqual([]);
  await writePictures([{ file: good, bytes }]);
  expect(await readdir(join(folder.path, "new"))).toEqual(["a.png"]);
});

test.skipIf(process.getuid?.() === 0)(
  "a folder without the right to write is told before anything is rendered",
  async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o500);
    const claim = claimPictures([join(folder.path, "new/a.png")], false);
    await expect(claim).rejects.toMatchObject({ code: "output-not-writable" });
  },
);
