import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "@hyperframes-engine/store";
import { expect, test } from "vitest";
import type { SoundTrack } from "../../src/audio/mix-cues.ts";
import { BatchCache } from "../../src/batch/batch-cache.ts";
import { projectOrigin } from "../../src/browser/project-files.ts";
import type { MediaInfo } from "../../src/ffmpeg/media-info.ts";
import { noCache } from "../../src/stages/render-cache.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const silence = digestOf("silence");

/** Writes what would be a mix, and counts how often. */
function mixer(): { readonly mixed: string[]; readonly make: (file: string) => () => Promise<SoundTrack> } {
  const mixed: string[] = [];
  const make = (file: string) => async (): Promise<SoundTrack> => {
    mixed.push(file);
    await writeFile(file, "sound");
    return { file, samples: 1, limited: true, complaints: ["quiet"] };
  };
  return { mixed, make };
}

async function open(): Promise<{ folder: TemporaryFolder; cache: BatchCache }> {
  const folder = await temporaryFolder();
  return { folder, cache: await BatchCache.open(folder.path) };
}

test("an address of the network is asked for once, one of the row's project each time", async () => {
  const { folder, cache } = await open();
  await using _folder = folder;
  await using _memory = cache;
  const file = join(folder.path, "file");
  await writeFile(file, "");
  let asked = 0;
  const locate = (): Promise<string> => Promise.resolve(file).finally(() => (asked += 1));
  await Promise.all([1, 2].map(() => cache.locate("https://example.com/a.mp4", locate)));
  expect(asked).toBe(1);
  await cache.locate(`${projectOrigin}/a.mp4`, locate);
  await cache.locate(`${projectOrigin}/a.mp4`, locate);
  expect(asked).toBe(3);
  await rm(file);
  await cache.locate("https://example.com/a.mp4", locate);
  expect(asked).toBe(4);
});

test("a file is probed again when it has changed, or the probe has failed", async () => {
  const { folder, cache } = await open();
  await using _folder = folder;
  await using _memory = cache;
  const file = join(folder.path, "file");
  await writeFile(file, "a");
  let probes = 0;
  const probe = (): Promise<MediaInfo> => {
    probes += 1;
    if (probes === 1) return Promise.reject(new Error("too busy"));
    return Promise.resolve({ duration: probes } as unknown as MediaInfo);
  };
  await expect(cache.probe(file, probe)).rejects.toThrow("too busy");
  expect(await cache.probe(file, probe)).toEqual({ duration: 2 });
  expect(await cache.probe(file, probe)).toEqual({ duration: 2 });
  await writeFile(file, "ab");
  expect(await cache.probe(file, probe)).toEqual({ duration: 3 });
});

test("a mix is made once, also at the same time, and outlives the row that it was made for", async () => {
  const { folder, cache } = await open();
  await using _folder = folder;
  const { mixed, make } = mixer();
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => join(folder.path, name)) as [
    ...[string, string, string, string],
  ];
  const tracks = await Promise.all([a, b].map((file) => cache.mix(silence, file, make(file))));
  expect(tracks).toEqual([a, b].map((file) => ({ file, samples: 1, limited: true, complaints: ["quiet"] })));
  await rm(a);
  await rm(b);
  await cache.mix(silence, c, make(c));
  expect(await readFile(c, "utf8")).toBe("sound");
  expect(mixed).toEqual([a]);
  await cache.mix(digestOf("more of it"), d, make(d));
  expect(mixed).toEqual([a, d]);
  await cache[Symbol.asyncDispose]();
  expect(await readdir(join(folder.path, "mixes"))).toEqual([]);
  expect(await readFile(c, "utf8")).toBe("sound");
});

test("a mix that has changed is made again", async () => {
  const { folder, cache } = await open();
  await using _folder = folder;
  await using _memory = cache;
  const { mixed, make } = mixer();
  const [one, two] = [join(folder.path, "a"), join(folder.path, "b")];
  await cache.mix(silence, one, async () => {
    const track = await make(one)();
    await writeFile(one, "as it was mixed");
    return track;
  });
  // They share their bytes.
  await writeFile(one, "as it became");
  await cache.mix(silence, two, make(two));
  expect(mixed).toEqual([one, two]);
});

test("a render that is alone remembers nothing", async () => {
  const { mixed, make } = mixer();
  await using folder = await temporaryFolder();
  const file = join(folder.path, "a");
  await noCache.mix(silence, file, make(file));
  await noCache.mix(silence, file, make(file));
  expect(mixed).toEqual([file, file]);
});
