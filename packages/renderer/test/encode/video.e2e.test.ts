import { readFile } from "node:fs/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { colorAt, type Color } from "../support/decode-frames.ts";
import { fixture } from "../support/fixtures.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";

/** The colours of `test/fixtures/patches`, and the middle of each. */
const patches: ReadonlyArray<readonly [string, Color, readonly [number, number]]> = [
  ["black", [0, 0, 0], [40, 45]],
  ["white", [255, 255, 255], [120, 45]],
  ["red", [255, 0, 0], [200, 45]],
  ["green", [0, 255, 0], [280, 45]],
  ["blue", [0, 0, 255], [40, 135]],
  ["grey", [128, 128, 128], [120, 135]],
  ["skin", [224, 172, 105], [200, 135]],
  ["steel", [24, 96, 160], [280, 135]],
];

interface Probe {
  readonly streams: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly packets: ReadonlyArray<{ readonly pts: number; readonly duration: number }>;
}

async function probe(file: string): Promise<Probe> {
  const { stdout } = await execa("ffprobe", [
    ...["-v", "error", "-show_streams", "-show_packets", "-of", "json", file],
  ]);
  return JSON.parse(stdout) as Probe;
}

let flat: RenderedVideo;
let moving: RenderedVideo;

beforeAll(async () => {
  flat = await renderFixture(fixture("patches"));
  moving = await renderFixture(fixture("moving"), { fps: "30000/1001" });
});

afterAll(async () => {
  await flat[Symbol.asyncDispose]();
  await moving[Symbol.asyncDispose]();
});

test.each(["draft", "standard", "high"] as const)(
  "keeps flat colours within 2 of 255 at quality %s",
  async (quality) => {
    await using video = await renderFixture(fixture("patches"), { quality, duration: 0.2 });
    const decoded = await video.decode();
    for (const [name, color, place] of patches) {
      const found = colorAt(decoded, 3, place);
      const off = Math.max(...color.map((value, channel) => Math.abs(value - found[channel]!)));
      expect(off, `${name} is ${found.join(" ")}, not ${color.join(" ")}`).toBeLessThanOrEqual(2);
    }
  },
);

test("is H.264 in yuv420p, tagged as BT.709 in limited range", async () => {
  const { streams } = await probe(moving.file);
  expect(streams).toHaveLength(1);
  expect(streams[0]).toMatchObject({
    codec_name: "h264",
    codec_tag_string: "avc1",
    pix_fmt: "yuv420p",
    width: 320,
    height: 180,
    color_range: "tv",
    color_space: "bt709",
    color_transfer: "bt709",
    color_primaries: "bt709",
    has_b_frames: 0,
    r_frame_rate: "30000/1001",
    avg_frame_rate: "30000/1001",
  });
});

test("has its index before its pictures", async () => {
  const bytes = await readFile(moving.file);
  expect(bytes.indexOf("moov")).toBeGreaterThan(0);
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
});

test.each(["moving", "still"])("begins at 0, and every frame lasts exactly as long: %s", async (name) => {
  const [file, frames, numerator, denominator] =
    name === "moving" ? [moving.file, 60, 30_000, 1001] : [flat.file, 30, 30, 1];
  const { streams, packets } = await probe(file);
  expect(streams[0]).toMatchObject({ time_base: `1/${numerator}`, start_pts: 0, nb_frames: `${frames}` });
  expect(packets.map(({ pts, duration }) => [pts, duration])).toEqual(
    Array.from({ length: frames }, (_, index) => [index * denominator, denominator]),
  );
});
