import { execFileSync } from "node:child_process";
import { lstat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimOutput } from "../../src/assemble/claim-output.ts";
import { BatchManifest } from "../../src/batch/batch-manifest.ts";
import { claimPictures } from "../../src/snapshot/claim-pictures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const request = { comment: "ours", force: true, ffmpeg: "ffmpeg" };

test.each<[string, (file: string) => Promise<void> | void]>([
  ["a named pipe", (file) => void execFileSync("mkfifo", [file])],
  ["a symbolic link", (file) => symlink("elsewhere", file)],
])("%s is never replaced", async (kind, make) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "manifest.jsonl");
  await make(file);
  const message = `${file} is ${kind}, which is never replaced. Name another file with \`output\`.`;
  await expect(claimOutput({ ...request, file })).rejects.toThrow(message);
  await expect(claimOutput({ ...request, force: false, file })).rejects.toThrow(message);
  await expect(claimPictures([file], true)).rejects.toThrow(message);
  await expect(BatchManifest.open(folder.path)).rejects.toThrow(message);
  expect((await lstat(file)).isFile()).toBe(false);
});

test("a device is never replaced", async () => {
  await expect(claimOutput({ ...request, file: "/dev/null" })).rejects.toThrow("/dev/null is a device");
});

test("a name may have as many bytes as file systems allow, and no more", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, `${"é".repeat(125)}x.mp4`);
  await using claimed = await claimOutput({ ...request, file });
  await writeFile(claimed.temporaryFile, "video");
  await claimed.commit();
  expect((await lstat(file)).size).toBe(5);
  await expect(
    claimOutput({ ...request, file: join(folder.path, `${"é".repeat(126)}.mp4`) }),
  ).rejects.toThrow("is longer than 255 bytes. Give a shorter one with `output`.");
});
