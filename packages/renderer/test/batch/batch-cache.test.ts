import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BatchCache } from "../../src/batch/batch-cache.ts";
import type { MediaInfo } from "../../src/ffmpeg/media-info.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const info = (duration: number): MediaInfo => ({ duration, video: null, audio: null }) as MediaInfo;

it("looks again into a file that was written to, though its size and its time are as before", async () => {
  await using folder = await temporaryFolder();
  await using cache = await BatchCache.open(folder.path);
  const file = join(folder.path, "tone.wav");
  await writeFile(file, "one");
  await utimes(file, 1000, 1000);
  expect(await cache.probe(file, () => Promise.resolve(info(1)))).toEqual(info(1));
  expect(await cache.probe(file, () => Promise.resolve(info(2)))).toEqual(info(1));
  await writeFile(file, "two");
  await utimes(file, 1000, 1000);
  expect((await stat(file)).size).toBe(3);
  expect(await cache.probe(file, () => Promise.resolve(info(2)))).toEqual(info(2));
});
