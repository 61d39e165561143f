import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillFolder } from "../../../src/browser/program/unpack-chromium-folder.ts";

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "fill-"));
  folder = join(parent, "cache", "thing-1.0");
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

async function fill(temporary: string): Promise<void> {
  await mkdir(join(temporary, "inner"));
  await writeFile(join(temporary, "a"), "first");
  await writeFile(join(temporary, "inner", "b"), "second");
  await writeFile(join(temporary, "marker"), "whole");
}

test("makes the folder with all that is in it, and nothing beside it", async () => {
  await fillFolder(folder, "marker", fill);
  expect(await readFile(join(folder, "inner", "b"), "utf8")).toBe("second");
  expect((await readdir(folder)).toSorted()).toEqual(["a", "inner", "marker"]);
  expect(await readdir(join(parent, "cache"))).toEqual(["thing-1.0"]);
});

test("replaces what is damaged", async () => {
  await fillFolder(folder, "marker", fill);
  await writeFile(join(folder, "inner", "b"), "sec");
  await fillFolder(folder, "marker", fill);
  expect(await readFile(join(folder, "inner", "b"), "utf8")).toBe("second");
});

test("replaces a folder that stands in the place of a file", async () => {
  await fillFolder(folder, "marker", fill);
  await rm(join(folder, "a"));
  await mkdir(join(folder, "a", "deeper"), { recursive: true });
  await fillFolder(folder, "marker", fill);
  expect(await readFile(join(folder, "a"), "utf8")).toBe("first");
});

test("ends well when many do it at once", async () => {
  await Promise.all(Array.from({ length: 8 }, () => fillFolder(folder, "marker", fill)));
  expect((await readdir(folder)).toSorted()).toEqual(["a", "inner", "marker"]);
  expect(await readdir(join(parent, "cache"))).toEqual(["thing-1.0"]);
});

test("leaves nothing when it fails", async () => {
  const failure = fillFolder(folder, "marker", async (temporary) => {
    await fill(temporary);
    throw new Error("no more room");
  });
  await expect(failure).rejects.toThrow("no more room");
  expect(await readdir(join(parent, "cache"))).toEqual([]);
});
