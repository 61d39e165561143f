import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareFonts } from "../../../src/browser/fonts/fonts.ts";
import { OutputError } from "../../../src/errors.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fonts-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("names folders that hold fonts, a cache of its own, and no other configuration", async () => {
  const { configFile } = await prepareFonts(folder);
  const text = await readFile(configFile, "utf8");
  const folders = [...text.matchAll(/<dir>(.*?)<\/dir>/g)].map((match) => match[1] ?? "");
  expect(folders.length).toBeGreaterThan(15);
  const contents = await Promise.all(folders.map((name) => readdir(name)));
  for (const names of contents) expect(names).toContainEqual(expect.stringMatching(/\.ttf$/));
  expect(text).toContain(`<cachedir>${join(dirname(configFile), "scanned")}</cachedir>`);
  expect(text).not.toContain("<include");
});

test("leaves a file that is there", async () => {
  const first = await prepareFonts(folder);
  const { ino } = await stat(first.configFile);
  expect(await prepareFonts(folder)).toEqual(first);
  expect((await stat(first.configFile)).ino).toBe(ino);
});

test("ends well when many do it at once", async () => {
  const prepared = await Promise.all(Array.from({ length: 3 }, () => prepareFonts(folder)));
  const files = new Set(prepared.map(({ configFile }) => configFile));
  expect(files.size).toBe(1);
  expect(await readdir(dirname([...files].join()))).toEqual(["fonts.conf"]);
});

test("escapes a folder's name", async () => {
  const { configFile } = await prepareFonts(join(folder, "a & <b>"));
  expect(await readFile(configFile, "utf8")).toContain("a &amp; &lt;b&gt;/fonts-");
});

test("says so if it cannot write", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(prepareFonts(join(folder, "file"))).rejects.toThrow(OutputError);
});
