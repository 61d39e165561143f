import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { project } from "../support/fixtures.ts";
import { flipBit } from "../support/flip-bit.ts";
import { renderFixture } from "../support/render-fixture.ts";

const page = `<!doctype html><body style="margin:0;background:#135">
<div data-composition-id="a" data-width="64" data-height="36" data-duration="1" data-fps="10">
<div style="width:9px;height:9px;background:#fc0;animation:go 1s linear both"></div></div>
<style>@keyframes go { to { transform: translateX(50px) } }</style></body>`;

/** Of this file alone: what others keep must not be damaged. */
let cacheFolder: string;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "damaged-cache-"));
});
afterAll(() => rm(cacheFolder, { recursive: true }));

async function kept(ending: RegExp): Promise<string[]> {
  await mkdir(join(cacheFolder, "renders"), { recursive: true });
  const names = await readdir(join(cacheFolder, "renders"), { recursive: true });
  return names.filter((name) => ending.test(name)).map((name) => join(cacheFolder, "renders", name));
}

test.each<[string, RegExp, (file: string) => Promise<void>]>([
  ["a bit of its pictures has changed", /\.h264$/, flipBit],
  ["its record was cut off", /\.json$/, (file) => truncate(file, 70)],
  ["its record is garbage", /\.json$/, (file) => writeFile(file, "{}")],
])("a kept chunk is made again, and the video is the same, when %s", async (_, ending, damage) => {
  await using folder = await project(`${page}<!-- ${randomUUID()} -->`);
  const options: RenderOptions = { resume: true, environment: { cacheFolder } };
  const before = new Set(await kept(ending));
  await using first = await renderFixture(folder.path, options);
  const files = (await kept(ending)).filter((file) => !before.has(file));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) await damage(file);
  await using second = await renderFixture(folder.path, options);
  expect(second.events.filter(({ event }) => event === "resumed")).toEqual([]);
  expect(await second.sha256()).toBe(await first.sha256());
  await using third = await renderFixture(folder.path, options);
  expect(third.events.filter(({ event }) => event === "resumed")).toHaveLength(1);
});
