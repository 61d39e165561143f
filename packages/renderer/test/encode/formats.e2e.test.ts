import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { fixture, project } from "../support/fixtures.ts";
import { at, decodeFrame, expectNear, patches, probe, renderTo } from "./rendered-format.ts";

/** The times of nine frames of NTSC, as a container says them. */
const ntscTicks = Array.from({ length: 9 }, (_, index) => index * 1001);
const ntscMilliseconds = [0, 33, 67, 100, 133, 167, 200, 234, 267];

interface VideoCase {
  readonly codec: string;
  readonly name: string;
  readonly options: RenderOptions;
  readonly stream: Readonly<Record<string, unknown>>;
  readonly times: readonly number[];
}

const hevc = { codec_name: "hevc", codec_tag_string: "hvc1", pix_fmt: "yuv420p" };
const av1 = { codec_name: "av1", codec_tag_string: "av01", pix_fmt: "yuv420p" };
const vp9 = { codec_name: "vp9", pix_fmt: "yuv420p" };
const prores = { codec_name: "prores", codec_tag_string: "ap4h" };

test.each<VideoCase>([
  { codec: "h265", name: "v.mp4", options: { codec: "h265" }, stream: hevc, times: ntscTicks },
  { codec: "av1", name: "v.mp4", options: { codec: "av1" }, stream: av1, times: ntscTicks },
  { codec: "vp9", name: "v.webm", options: { alpha: false }, stream: vp9, times: ntscMilliseconds },
  { codec: "prores", name: "v.mov", options: { alpha: false }, stream: prores, times: ntscTicks },
])("$codec has every frame at its time and in its colours", async ({ name, options, stream, times }) => {
  const rate = "30000/1001";
  await using video = await renderTo(name, fixture("patches"), { ...options, fps: rate, duration: 0.3 });
  const { streams, packets, format } = await probe(video.file);
  expect(streams).toHaveLength(1);
  expect(streams[0]).toMatchObject({
    ...stream,
    ...{ width: 320, height: 180, start_pts: 0, avg_frame_rate: rate, r_frame_rate: rate },
    ...{ color_range: "tv", color_space: "bt709", color_transfer: "bt709", color_primaries: "bt709" },
  });
  expect(format.tags).toMatchObject({ title: "Patches" });
  expect(JSON.stringify(format.tags)).toContain("Rendered by HyperFrames from main");
  expect(packets.map(({ pts }) => pts)).toEqual(times);
  const picture = await decodeFrame(video.file, 8);
  for (const [color, place] of patches) expectNear(at(picture, place), color, [2, 2, 2, 0]);
});

test("a GIF has its colours, says where it is from, and is played for ever", async () => {
  await using gif = await renderTo("v.gif", fixture("patches"), { duration: 0.3 });
  const { streams, format } = await probe(gif.file);
  expect(streams[0]).toMatchObject({ codec_name: "gif", width: 320, height: 180, start_pts: 0 });
  expect(format.tags).toMatchObject({ comment: "Rendered by HyperFrames from main" });
  const forever = Buffer.from("NETSCAPE2.0\u0003\u0001\0\0", "latin1");
  expect((await readFile(gif.file)).indexOf(forever)).toBeGreaterThan(0);
  const picture = await decodeFrame(gif.file, 0);
  for (const [color, place] of patches) expectNear(at(picture, place), color, [8, 8, 8, 0]);
});

test("a GIF is played as often as asked, and its pictures stay as long as they should", async () => {
  await using folder = await project(
    `<div data-composition-id="main" data-width="64" data-height="64" data-duration="2" data-no-timeline style="background: #fff">
     <div data-start="0.5" data-duration="0.7" style="left: 0; top: 0; width: 20px; height: 20px; background: #f00"></div></div>`,
  );
  await using gif = await renderTo("v.gif", folder.path, { loop: 3 });
  const bytes = await readFile(gif.file);
  const delays: number[] = [];
  for (let from = 0; (from = bytes.indexOf(Buffer.from([0x21, 0xf9, 4]), from)) >= 0; from += 1) {
    delays.push(bytes.readUInt16LE(from + 4));
  }
  expect(delays).toEqual([50, 70, 80]);
  // It is repeated twice after the first time.
  expect(bytes.indexOf(Buffer.from("NETSCAPE2.0\u0003\u0001\u0002\0", "latin1"))).toBeGreaterThan(0);
});

test("a poster is the video's picture at that time, without loss", async () => {
  await using video = await renderTo("v.mp4", fixture("patches"), { poster: "5f", duration: 0.3 });
  expect(video.result.poster).toBe(join(video.path, "v.png"));
  const picture = PNG.sync.read(await readFile(video.result.poster!));
  for (const [color, place] of patches) expect(at(picture.data, place)).toEqual(color);
  expect((await readdir(video.path)).toSorted()).toEqual(["v.mp4", "v.png"]);
});
