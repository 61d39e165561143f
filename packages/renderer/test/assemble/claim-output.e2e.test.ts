import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimOutput } from "../../src/assemble/claim-output.ts";
import { temporaryFolder } from "./h264-samples.ts";

const claim = (file: string): ReturnType<typeof claimOutput> =>
  claimOutput({ file, comment: "", force: false, ffmpeg: "ffmpeg" });

test("folders that were made for nothing go, and those that were there stay", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "there"));
  const output = await claim(join(folder.path, "there/new/newer/video.mp4"));
  expect(await readdir(join(folder.path, "there/new"))).toEqual(["newer"]);
  await output[Symbol.asyncDispose]();
  expect(await readdir(folder.path)).toEqual(["there"]);
  expect(await readdir(join(folder.path, "there"))).toEqual([]);
});

test("folders in which there is something stay", async () => {
  await using folder = await temporaryFolder();
  const output = await claim(join(folder.path, "new/video.mp4"));
  await writeFile(output.temporaryFile, "half");
  await writeFile(output.file, "whole");
  await output[Symbol.asyncDispose]();
  expect(await readdir(join(folder.path, "new"))).toEqual(["video.mp4"]);
});

test("a folder behind a link that leads nowhere is refused, and does not hang", async () => {
  await using folder = await temporaryFolder();
  await symlink(join(folder.path, "nowhere"), join(folder.path, "link"));
  await expect(claim(join(folder.path, "link/deep/video.mp4"))).rejects.toMatchObject({
    code: "output-not-writable",
    message: expect.stringContaining("link/deep cannot be written") as string,
  });
});
