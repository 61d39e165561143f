import { readFile } from "node:fs/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colorAt, type Color } from "../support/decode-frames.ts";
import { fixture } from "../support/fixtures.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";

const patches: readonly Color[] = [
  [0, 0, 0],
  [255, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [128, 128, 128],
  [224, 172, 105],
  [24, 96, 160],
];

describe("the finished file", () => {
  let video: RenderedVideo;

  beforeAll(async () => {
    video = await renderFixture(fixture("patches"), { fps: "30000/1001", quality: "high" });
  });
  afterAll(() => video[Symbol.asyncDispose]());

  it("shows eight flat colours within 2 of 255", async () => {
    const decoded = await video.decode();
    patches.forEach((expected, index) => {
      const place = [(index % 4) * 80 + 40, Math.floor(index / 4) * 90 + 45] as const;
      const actual = colorAt(decoded, decoded.frames.length - 1, place);
      const off = actual.map((value, channel) => Math.abs(value - expected[channel]!));
      expect(Math.max(...off), `${expected.join()} came back as ${actual.join()}`).toBeLessThanOrEqual(2);
    });
  });

  it("is tagged as BT.709 in limited range, 4:2:0", async () => {
    const entries =
      "stream=pix_fmt,color_range,color_space,color_transfer,color_primaries,r_frame_rate,start_pts";
    const { stdout } = await execa("ffprobe", [
      "-v",
      "error",
      "-show_entries",
      entries,
      "-of",
      "json",
      video.file,
    ]);
    expect((JSON.parse(stdout) as { streams: unknown[] }).streams[0]).toMatchObject({
      pix_fmt: "yuv420p",
      color_range: "tv",
      color_space: "bt709",
      color_transfer: "bt709",
      color_primaries: "bt709",
      r_frame_rate: "30000/1001",
      start_pts: 0,
    });
  });

  it("has a constant frame rate, exact to the tick", async () => {
    const entries = ["-select_streams", "v", "-show_entries", "packet=pts,duration", "-of", "csv=p=0"];
    const { stdout } = await execa("ffprobe", ["-v", "error", ...entries, video.file]);
    const packets = stdout.trim().split("\n");
    expect(packets).toHaveLength(30);
    expect(packets).toEqual(Array.from({ length: 30 }, (_, index) => `${index * 1001},1001`));
  });

  it("can play before it is wholly loaded", async () => {
    const bytes = await readFile(video.file);
    expect(bytes.indexOf("moov")).toBeGreaterThan(0);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  });
});
