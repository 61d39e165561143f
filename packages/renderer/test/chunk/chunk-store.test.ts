import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canContain, contain } from "../../../store/test/support/containers.ts";
import { ChunkStore, hashPixels, type ChunkRecord } from "../../src/chunk/chunk-store.ts";
import type { Chunk } from "../../src/timeline/chunk-list.ts";
import { frame } from "../../src/timeline/units.ts";
import { flipBit } from "../support/flip-bit.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const chunk: Chunk = { index: 0, first: frame(0), end: frame(4) };
const pixels = Buffer.from("the pixels of a picture");
const record: ChunkRecord = {
  repeats: [0, 1, 1],
  changed: true,
  firstHash: hashPixels(pixels),
  lastHash: "last",
  endsCovered: false,
  seamHash: null,
  complaints: [],
  asked: [],
};

async function save(store: ChunkStore): Promise<void> {
  await writeFile(store.partialFileOf(chunk), "pictures");
  await store.keepPicture(chunk, "first", pixels);
  await store.save(chunk, record);
}

const open = (cache: string): Promise<ChunkStore> => ChunkStore.open(cache, "key", "h264");

test("a chunk is found by the render that comes later", async () => {
  await using cache = await temporaryFolder();
  {
    await using store = await open(cache.path);
    expect(await store.find(chunk)).toBeNull();
    await save(store);
    expect(await store.find(chunk)).toEqual(record);
  }
  await using store = await open(cache.path);
  expect(await store.find(chunk)).toEqual(record);
  expect(await readFile(store.fileOf(chunk), "utf8")).toBe("pictures");
});

describe("a chunk is as if it were not there when", () => {
  const nextTo = (ending: string) => (store: ChunkStore) => `${store.fileOf(chunk)}${ending}`;
  test.each<[string, (store: ChunkStore) => string, (file: string) => Promise<void>]>([
    ["a bit of it has changed", nextTo(""), flipBit],
    ["it was cut off", nextTo(""), (file) => truncate(file, 3)],
    ["it has gone", nextTo(""), (file) => rm(file)],
    ["a bit of its record has changed", nextTo(".json"), flipBit],
    ["its record was cut off", nextTo(".json"), (file) => truncate(file, 80)],
    ["its record is empty", nextTo(".json"), (file) => truncate(file, 0)],
    ["its record is garbage", nextTo(".json"), (file) => writeFile(file, Buffer.alloc(300, 0xfe))],
    ["its record is another thing's", nextTo(".json"), (file) => writeFile(file, '{"complaints":[]}')],
    ["a bit of the picture at its seam has changed", nextTo(".first"), flipBit],
  ])("%s", async (_, fileOf, damage) => {
    await using cache = await temporaryFolder();
    await using store = await open(cache.path);
    await save(store);
    await damage(fileOf(store));
    expect(await store.find(chunk)).toBeNull();
    await save(store);
    expect(await store.find(chunk)).toEqual(record);
  });
});

test("what changes after it was checked is noticed before it is used", async () => {
  await using cache = await temporaryFolder();
  await using store = await open(cache.path);
  await save(store);
  expect(await store.areUnchanged([chunk])).toBe(true);
  await flipBit(store.fileOf(chunk));
  expect(await store.areUnchanged([chunk])).toBe(false);
  await save(store);
  expect(await store.areUnchanged([chunk])).toBe(true);
  await rm(store.fileOf(chunk));
  expect(await store.areUnchanged([chunk])).toBe(false);
});

test("renders with one key at the same time have chunks of their own; those of the second go with it", async () => {
  await using cache = await temporaryFolder();
  await using first = await open(cache.path);
  {
    await using second = await open(cache.path);
    await using third = await open(cache.path);
    await Promise.all([first, second, third].map(save));
    expect(new Set([first, second, third].map((store) => store.folder)).size).toBe(3);
  }
  expect((await readdir(join(cache.path, "renders"))).toSorted()).toEqual(["key", "key.lock.1"]);
  expect(await first.find(chunk)).toEqual(record);
});

test.skipIf(!canContain)(
  "containers that share a cache, in which all are process 1, have chunks of their own; one that is killed disturbs none",
  async () => {
    await using cache = await temporaryFolder();
    const text = `
      import { writeFile } from "node:fs/promises";
      import { ChunkStore } from ${JSON.stringify(join(import.meta.dirname, "../../src/chunk/chunk-store.ts"))};
      const [chunk, record] = ${JSON.stringify([chunk, { ...record, firstHash: "first" }])};
      const store = await ChunkStore.open(${JSON.stringify(cache.path)}, "key", "h264");
      await writeFile(store.partialFileOf(chunk), "half");
      console.log(process.pid, store.folder);
      process.stdin.once("data", async () => {
        await store.save(chunk, record);
        console.log((await store.find(chunk)) ? "found" : "lost");
      });
    `;
    await using first = contain(text);
    await using second = contain(text);
    await using third = contain(text);
    const said = [await first.line(), await second.line(), await third.line()];
    expect(said.map((line) => line.split(" ")[0])).toEqual(["1", "1", "1"]);
    expect(new Set(said).size).toBe(3);
    await first[Symbol.asyncDispose]();
    for (const one of [second, third]) one.say("go on");
    expect([await second.line(), await third.line()]).toEqual(["found", "found"]);
  },
);
