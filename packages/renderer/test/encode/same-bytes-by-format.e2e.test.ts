import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { project } from "../support/fixtures.ts";
import { sha256Of } from "../support/render-fixture.ts";
import { probe, renderTo } from "./rendered-format.ts";

/** Of a file, or of all files in a folder. */
async function hashesOf(path: string): Promise<string[]> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? (await readdir(path)).toSorted().map((name) => join(path, name)) : [path];
  return Promise.all(files.map(sha256Of));
}

/** A square that moves in two of three chunks, 64 by 64 pixels, with chapters. */
const small = `<title>Small</title><style>@keyframes slide { to { transform: translateX(40px) rotate(20deg) } }</style>
  <div data-composition-id="small" data-width="64" data-height="64" data-fps="30" data-duration="5.5" data-no-timeline>
  <div data-start="0" data-duration="3" data-chapter="One; = #1" style="background: #0c8; width: 20px; height: 20px; animation: slide 3s linear"></div>
  <div data-start="3.5" data-duration="2" data-chapter="Zwei – 二" style="background: #c08; width: 20px; height: 20px"></div></div>`;

const chapterLines = ["0.000000 3.500000 One; = #1", "3.500000 5.500000 Zwei – 二"];

/** Start, end and title of each. */
async function chaptersOf(path: string): Promise<string[]> {
  if ((await stat(path)).isDirectory()) return [];
  const { chapters } = await probe(path);
  return chapters.map(({ start_time, end_time, tags }) => `${start_time} ${end_time} ${tags.title}`);
}

describe("the same bytes with one worker and with two", () => {
  test.each<[string, RenderOptions, readonly string[]]>([
    ["v.mp4", { codec: "h265" }, chapterLines],
    ["v.mp4", { codec: "av1" }, chapterLines],
    ["v.webm", {}, chapterLines],
    ["v.mov", { alpha: false }, chapterLines],
    ["v.gif", {}, []],
    ["frames/%03d.png", {}, []],
  ])("%s %j", async (name, options, chapters) => {
    await using folder = await project(small);
    await using one = await renderTo(name, folder.path, { ...options, quality: "draft", workers: 1 });
    await using two = await renderTo(name, folder.path, { ...options, quality: "draft", workers: 2 });
    expect(two.result).toMatchObject({ workers: 2, frames: 165 });
    expect(await hashesOf(two.result.file)).toEqual(await hashesOf(one.result.file));
    expect(await chaptersOf(one.result.file)).toEqual(chapters);
  });
});
