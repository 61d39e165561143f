import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fingerprint, type Fingerprint, type FingerprintOptions } from "../../src/fingerprint/fingerprint.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder } from "../support/fixtures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const take = (options: FingerprintOptions = {}): Promise<Fingerprint> =>
  fingerprint({ browsers, environment: { cacheFolder }, ...options });

/** An ffmpeg that does something else: a program in front of the real one. */
async function ffmpegIn(folder: string, script: string): Promise<string> {
  const file = join(folder, "ffmpeg");
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

test("a machine has one fingerprint, and another one with another ffmpeg or other pictures", async () => {
  await using folder = await temporaryFolder();
  const one = await take();
  expect(one.name).toMatch(/^[0-9a-f]{16}$/);
  expect(one.parts).toMatchObject({ architecture: process.arch, anyProcessor: false });
  expect(await take()).toEqual(one);

  // As another build of x264 would, this one encodes otherwise, though it says the same of itself.
  const coarse = await ffmpegIn(folder.path, 'exec ffmpeg $(printf "%s " "$@" | sed "s/-crf 18/-crf 19/")');
  const other = await take({ ffmpeg: coarse });
  expect(other.name).not.toBe(one.name);
  expect(other.parts).toEqual({
    ...one.parts,
    probe: { ...one.parts.probe, encoding: other.parts.probe.encoding },
  });

  const renamed = await ffmpegIn(
    folder.path,
    'exec 3>&1; ffmpeg "$@" 2>&1 >&3 | sed "s/^ffmpeg version /&9-/" >&2',
  );
  const named = await take({ ffmpeg: renamed });
  expect(named.name).not.toBe(one.name);
  expect(named.parts.ffmpeg.version).toBe(`9-${one.parts.ffmpeg.version}`);

  const any = await take({ anyProcessor: true });
  expect(any.name).not.toBe(one.name);
  expect(any.parts.probe.encoding).toBe(one.parts.probe.encoding);
});

test("there is none without ffmpeg, and none once it is interrupted", async () => {
  await expect(take({ ffmpeg: "nosuch" })).rejects.toMatchObject({ code: "tool-missing" });
  await expect(take({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
});
