import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshot } from "../../src/snapshot.ts";
import type { SnapshotOptions } from "../../src/snapshot/snapshot-options.ts";
import { browsers } from "../support/browsers.ts";
import { decodeFrames, type DecodedFrames } from "../support/decode-frames.ts";
import { cacheFolder, composition, fixture, project } from "../support/fixtures.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const file = (name: string): string => join(folder.path, name);
const take = (path: string, options: SnapshotOptions): ReturnType<typeof snapshot> =>
  snapshot(path, { environment: { cacheFolder }, browsers, ...options });

async function rgbOf(path: string): Promise<Buffer> {
  return sharp(path).removeAlpha().raw().toBuffer();
}

/** By how much the channels differ on the average. */
function difference(a: Buffer, b: Buffer): number {
  expect(a.length).toBe(b.length);
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += Math.abs(a[index]! - b[index]!);
  return sum / a.length;
}

/** The frame of a video that is most like a picture, and by how much the two differ. */
function nearest({ frames }: DecodedFrames, picture: Buffer): { frame: number; difference: number } {
  const differences = frames.map((candidate) => difference(candidate, picture));
  const least = Math.min(...differences);
  return { frame: differences.indexOf(least), difference: least };
}

describe("pictures are the frames of a render", () => {
  test("of a page that is a function of time, asked for in any order", async () => {
    await using video = await renderFixture(fixture("moving"), { crf: 1 });
    const frames = await decodeFrames(video.file);
    const result = await take(fixture("moving"), { at: "45f,0.5,0,59f", output: file("moving.png") });
    expect(result).toMatchObject({ width: 320, height: 180, warnings: [] });
    expect(result.pictures.map(({ frame, seconds }) => [frame, seconds])).toEqual([
      [45, 1.5],
      [15, 0.5],
      [0, 0],
      [59, 59 / 30],
    ]);
    expect(result.files).toEqual(["45f", "0.5s", "0s", "59f"].map((name) => file(`moving-${name}.png`)));
    for (const { frame, file: path } of result.pictures) {
      const found = nearest(frames, await rgbOf(path));
      expect(found.frame).toBe(frame);
      // The video has a quarter of the colour samples.
      expect(found.difference).toBeLessThan(3);
    }
  });

  test("of a page that is none, which has to be stepped", async () => {
    await using video = await renderFixture(fixture("stateful"), { crf: 1, to: "4.5" });
    const frames = await decodeFrames(video.file);
    await take(fixture("stateful"), { at: "130f", output: file("stateful.png") });
    const picture = await rgbOf(file("stateful.png"));
    expect(difference(frames.frames[130]!, picture)).toBeLessThan(1);
  });
});

test("a page that registers a timeline, and yet depends on the frames before, is the render's too", async () => {
  const html = (script: string): string =>
    `${composition('<b style="position: absolute; width: 40px; height: 40px; background: red"></b>')}
    <style>.on { animation: go 0.5s linear both } @keyframes go { to { transform: translateX(200px) } }</style>
    <script>
      const box = document.querySelector("b");
      const seek = (time) => { ${script} };
      window.__timelines = { main: { duration: () => 2, pause() {}, seek } };
    </script>`;
  const scripts = {
    "a class that stays": 'box.classList.toggle("on", time >= 0.5)',
    "a count of frames": 'box.style.left = (parseFloat(box.style.left || "0") + 1) + "px"',
  };
  for (const script of Object.values(scripts)) {
    await using page = await project(html(script));
    await using video = await renderFixture(page.path, { crf: 1 });
    const frames = await decodeFrames(video.file);
    await take(page.path, { at: "25f,50f", output: file("depends.png"), force: true });
    for (const number of [25, 50]) {
      const picture = await rgbOf(file(`depends-${number}f.png`));
      expect([script, difference(frames.frames[number]!, picture) < 0.5]).toEqual([script, true]);
    }
  }
});

test("a page that is sought gives one frame the same bytes, whatever was asked for with it", async () => {
  const box = '<b style="position: absolute; width: 40px; height: 40px; background: red"></b>';
  const html = `${composition(box)}
    <script>
      const box = document.querySelector("b");
      const seek = (time) => { box.style.left = time * 100 + "px"; };
      window.__timelines = { main: { duration: () => 2, pause() {}, seek } };
    </script>`;
  await using page = await project(html);
  await take(page.path, { at: [1, 0.2], output: file("sought.png") });
  await take(page.path, { at: 1, output: file("alone.png") });
  expect(await rgbOf(file("sought-1s.png"))).toEqual(await rgbOf(file("alone.png")));
  expect(await rgbOf(file("sought-0.2s.png"))).not.toEqual(await rgbOf(file("alone.png")));
});

describe("files", () => {
  const half = composition(
    '<i style="position: absolute; inset: 45px 80px; background: rgb(255 0 0 / 0.5)"></i>',
    "data-no-timeline data-duration=1",
  );

  test("are PNG, JPEG or WebP by their ending, opaque and in device pixels", async () => {
    await using page = await project(half);
    for (const [ending, format] of [
      ["png", "png"],
      ["jpg", "jpeg"],
      ["webp", "webp"],
    ]) {
      await take(page.path, { at: 0, scale: 2, output: file(`half.${ending}`) });
      const { data, info } = await sharp(file(`half.${ending}`))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(await sharp(file(`half.${ending}`)).metadata()).toMatchObject({ format, hasAlpha: false });
      expect(info).toMatchObject({ width: 640, height: 360, channels: 3 });
      const middle = [...data.subarray((180 * 640 + 320) * 3).subarray(0, 3)];
      expect(middle.map((value) => Math.round(value / 4))).toEqual([64, 32, 32]);
    }
  });

  test("keep what the page leaves empty transparent, with straight alpha", async () => {
    await using page = await project(half);
    await take(page.path, { at: 0, transparent: true, output: file("clear.png") });
    const { data, info } = await sharp(file("clear.png")).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [
      ...data.subarray((y * info.width + x) * 4).subarray(0, 4),
    ];
    expect(at(2, 2)).toEqual([0, 0, 0, 0]);
    const [red, green, blue, alpha] = at(160, 90);
    expect([red, green, blue]).toEqual([255, 0, 0]);
    expect(Math.abs(alpha! - 128)).toBeLessThanOrEqual(1);
  });

  test("that are there are kept, and nothing is written where a time is outside", async () => {
    await using page = await project(half);
    await using output = await temporaryFolder();
    const picture = join(output.path, "a.png");
    await writeFile(picture, "mine");
    await expect(take(page.path, { at: 0, output: picture })).rejects.toMatchObject({
      code: "output-exists",
    });
    const outside = take(page.path, { at: "0,1.5", output: picture, force: true });
    await expect(outside).rejects.toThrow(
      /`at` must be within the composition, which lasts 1 s \(up to 29f\), but is 1\.5s/,
    );
    expect(await readdir(output.path)).toEqual(["a.png"]);
  });
});

test("a sheet shows evenly spaced frames with their times", async () => {
  const result = await take(fixture("moving"), {
    sheet: true,
    count: 6,
    columns: 3,
    output: file("sheet.png"),
  });
  expect(result.files).toEqual([file("sheet.png")]);
  expect(result.pictures.map(({ frame }) => frame)).toEqual([5, 15, 25, 35, 45, 55]);
  const { width, height } = await sharp(file("sheet.png")).metadata();
  expect({ width, height }).toEqual({
    width: 3 * 320 + 2 * 20 + 72,
    height: 36 + 56 + 2 * (180 + 32) + 20 + 18,
  });
  await take(fixture("moving"), { at: "45f", output: file("frame.png") });
  const cell = await sharp(file("sheet.png"))
    .extract({ left: 36 + 340, top: 92 + 232, width: 320, height: 180 })
    .removeAlpha()
    .raw()
    .toBuffer();
  expect(difference(cell, await rgbOf(file("frame.png")))).toBeLessThan(0.5);
});

test("a snapshot that is aborted leaves nothing behind", async () => {
  await using output = await temporaryFolder();
  const signal = AbortSignal.timeout(150);
  const aborted = take(fixture("moving"), { at: 1, output: join(output.path, "a.png"), signal });
  await expect(aborted).rejects.toMatchObject({ code: "interrupted" });
  expect(await readdir(output.path)).toEqual([]);
});
