import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findFfmpeg } from "../../src/ffmpeg/find-ffmpeg.ts";
import { killedBy, KilledError } from "../../src/ffmpeg/killed-error.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** A program that kills itself so many times, and then does what it should. */
async function writeVictim(folder: TemporaryFolder, times: number, then: string): Promise<string> {
  const file = join(folder.path, "victim");
  const count = `echo >>"$0.log"; [ $(wc -l <"$0.log") -gt ${times} ] || kill -9 $$`;
  await writeFile(file, `#!/bin/sh\n${count}\n${then}\n`);
  await chmod(file, 0o755);
  return file;
}

const encoders = "echo 'ffmpeg version 6.1 Copyright' >&2; echo ' V..... libx264 x'";

test("an ffmpeg that was killed once is asked again", async () => {
  await using folder = await temporaryFolder();
  const executable = await writeVictim(folder, 1, encoders);
  expect(await findFfmpeg(executable)).toEqual({ executable, version: "6.1", configuration: "" });
});

test("one that is always killed is told as such after three tries, not as one that is missing", async () => {
  await using folder = await temporaryFolder();
  const executable = await writeVictim(folder, 9, encoders);
  await expect(findFfmpeg(executable)).rejects.toThrow(
    new KilledError({ program: `ffmpeg (${executable})`, signal: "SIGKILL", doing: "telling its encoders" }),
  );
  expect((await readFile(`${executable}.log`, "utf8")).length).toBe(3);
});

test("a file is not damaged because ffprobe was killed", async () => {
  await using folder = await temporaryFolder();
  const ffprobe = await writeVictim(folder, 9, "");
  const { signal } = new AbortController();
  await expect(probeMedia("a.mp4", { ffprobe, signal })).rejects.toThrow(
    /^ffprobe was killed by SIGKILL while reading a file\./,
  );
});

test("who was ended by us, or by itself, was not killed", () => {
  expect(killedBy({ signal: "SIGKILL", timedOut: true })).toBeNull();
  expect(killedBy({ signal: "SIGTERM", isCanceled: true })).toBeNull();
  expect(killedBy({ exitCode: 1 })).toBeNull();
  expect(killedBy({ exitCode: 137 })).toBe("SIGKILL");
});
