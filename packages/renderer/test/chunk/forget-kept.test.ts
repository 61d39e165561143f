import { mkdir, readdir, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FileLock } from "@hyperframes-engine/store";
import { expect, test } from "vitest";
import { forgetKept } from "../../src/chunk/forget-kept.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const DAY = 86_400;

/** A render's chunks, without anything in them but holes. */
async function store(cache: string, name: string, [bytes, age]: readonly [number, number]): Promise<void> {
  const folder = join(cache, "renders", name);
  await mkdir(folder, { recursive: true });
  const chunk = join(folder, "chunk-000000.h264");
  await writeFile(chunk, "");
  await truncate(chunk, bytes);
  const then = Date.now() / 1000 - age;
  await utimes(folder, then, then);
}

const kept = async (cache: string): Promise<string[]> => (await readdir(join(cache, "renders"))).toSorted();

test("what nobody came back to for a week goes, and the oldest of the rest if it is too much", async () => {
  await using cache = await temporaryFolder();
  await store(cache.path, "a-week-old", [1, 7 * DAY + 60]);
  await store(cache.path, "six-days-old", [2 ** 30, 6 * DAY]);
  await store(cache.path, "large", [2 ** 30, 2 * DAY]);
  await store(cache.path, "new", [2 ** 30, 60]);
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual(["large", "new"]);
});

test("a render that runs is kept, however large the others are", async () => {
  await using cache = await temporaryFolder();
  await store(cache.path, "runs", [2 ** 31, DAY]);
  await store(cache.path, "new", [2 ** 30, 60]);
  await using _lock = await FileLock.tryTake(join(cache.path, "renders/runs.lock"));
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual(["new", "runs", "runs.lock.1"]);
});

test("a render that has run for longer than a week is kept", async () => {
  await using cache = await temporaryFolder();
  await store(cache.path, "runs", [1, 8 * DAY]);
  await using _lock = await FileLock.tryTake(join(cache.path, "renders/runs.lock"));
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual(["runs", "runs.lock.1"]);
});

test("locks that killed renders have left go", async () => {
  await using cache = await temporaryFolder();
  const lock = join(cache.path, "renders/gone.lock.3");
  await mkdir(join(cache.path, "renders"));
  await writeFile(lock, "");
  await utimes(lock, Date.now() / 1000 - 8 * DAY, Date.now() / 1000 - 8 * DAY);
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual([]);
});

test("media that were not used for a month go too", async () => {
  await using cache = await temporaryFolder();
  await mkdir(join(cache.path, "media"));
  for (const [name, age] of [
    ["old.mkv", 31 * DAY],
    ["new.mp4", 29 * DAY],
  ] as const) {
    const file = join(cache.path, "media", name);
    const then = Date.now() / 1000 - age;
    await writeFile(file, "");
    await utimes(file, then, then);
  }
  await forgetKept(cache.path);
  expect(await readdir(join(cache.path, "media"))).toEqual(["new.mp4"]);
});

test("renders are looked at once in ten minutes", async () => {
  await using cache = await temporaryFolder();
  await forgetKept(cache.path);
  await store(cache.path, "old", [1, 8 * DAY]);
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual(["old"]);
  const then = Date.now() / 1000 - 601;
  await utimes(join(cache.path, "looked-at"), then, then);
  await forgetKept(cache.path);
  expect(await kept(cache.path)).toEqual([]);
});
