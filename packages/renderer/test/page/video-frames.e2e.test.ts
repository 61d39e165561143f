import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseFrameRate } from "../../src/timeline/frame-rate.ts";
import {
  openVideoStudio,
  type OfferedVideo,
  type VideoPage,
  type VideoStudio,
} from "../support/film-videos.ts";
import { readNumber, type NumberedVideo } from "../support/video-files.ts";

const h264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "15"];
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

let studio: VideoStudio;
beforeAll(async () => {
  studio = await openVideoStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

/** A video of 30 frames, at a rate such as `30000/1001`. */
function make(
  name: string,
  rate: string,
  changes: Partial<NumberedVideo & { duration: number }> = {},
): Promise<OfferedVideo> {
  const { numerator, denominator } = parseFrameRate(rate);
  const frames = changes.frames ?? 30;
  return studio.make({
    name,
    frames,
    rate,
    duration: (frames * denominator) / numerator,
    output: h264,
    ...changes,
  });
}

const tag = ({ url }: OfferedVideo, attributes = ""): string =>
  `<video src="${url}" ${attributes} style="width: 320px; height: 180px; display: block"></video>`;

async function numbers(video: OfferedVideo, page: Partial<VideoPage> & { attributes?: string } = {}) {
  const { attributes, ...changes } = page;
  const film = await studio.film({ html: tag(video, attributes), videos: [video], count: 40, ...changes });
  expect(film.complaints).toEqual([]);
  return film.pictures.map((data) => readNumber({ data, width: 320 }));
}

describe("the frame whose interval holds the time is shown", () => {
  const rates = ["24000/1001", "25", "30000/1001", "30", "50", "60000/1001"];

  test.for(rates)("from a source at %s frames per second, at 30 and at its own rate", async (rate) => {
    const video = await make(`rate-${rate.replace("/", "-")}.mp4`, rate);
    const { numerator, denominator } = parseFrameRate(rate);
    expect(await numbers(video, { rate: parseFrameRate(rate) })).toEqual(
      range(40).map((i) => Math.min(i, 29)),
    );
    // In whole numbers, so that nothing is rounded.
    const expected = range(40).map((i) => Math.min(29, Math.floor((i * numerator) / (30 * denominator))));
    expect(await numbers(video)).toEqual(expected);
  });

  test.for(["24", "25", "60"])("at %s frames per second", async (rate) => {
    const video = await make("output.mp4", "30", { output: [...h264, "-bf", "3"] });
    const expected = range(40).map((i) => Math.min(29, Math.floor((i * 30) / Number(rate))));
    expect(await numbers(video, { rate: parseFrameRate(rate) })).toEqual(expected);
  });

  test("from a source of variable rate", async () => {
    // Frame n is at n² / 300 s, in whole milliseconds.
    const stamps = range(20).map((n) => Math.round((n * n * 1000) / 300));
    const filter = "settb=1/1000,setpts=round(N*N*1000/300)";
    const output = [
      ...h264,
      "-vf",
      filter,
      "-fps_mode",
      "passthrough",
      "-enc_time_base",
      "1:1000",
      "-bf",
      "2",
    ];
    const video = await make("variable.mp4", "30", { frames: 20, output, duration: 1.25 });
    const expected = range(40).map((i) => stamps.findLastIndex((stamp) => stamp * 30 <= i * 1000));
    expect(await numbers(video)).toEqual(expected);
  });

  test("from a source with an edit list, which begins between key frames", async () => {
    const long = await make("long.mp4", "30", { frames: 60, output: [...h264, "-bf", "3", "-g", "30"] });
    const file = `${studio.folder.path}/cut.mp4`;
    await execa("ffmpeg", ["-v", "error", "-ss", "0.5", "-i", long.file, "-c", "copy", file]);
    const expected = range(40).map((i) => i + 15);
    expect(await numbers(studio.offer(file, 1.5))).toEqual(expected);
  });

  test("from WebM, whose stamps are whole milliseconds", async () => {
    const video = await make("vp9.webm", "30", {
      output: ["-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-deadline", "realtime"],
    });
    expect(await numbers(video)).toEqual(range(40).map((i) => Math.min(i, 29)));
  });

  test("from VP8, and from AV1", async () => {
    const vp8 = await make("vp8.webm", "25", {
      output: ["-c:v", "libvpx", "-pix_fmt", "yuv420p", "-b:v", "1M"],
    });
    const av1 = await make("av1.mp4", "25", {
      output: ["-c:v", "libsvtav1", "-pix_fmt", "yuv420p", "-preset", "12"],
    });
    const expected = range(40).map((i) => Math.min(29, Math.floor((i * 25) / 30)));
    expect(await numbers(vp8)).toEqual(expected);
    expect(await numbers(av1)).toEqual(expected);
  });
});

describe("media time", () => {
  test("begins at the in-point, and passes at the playback rate", async () => {
    const video = await make("rates.mp4", "30", { frames: 60 });
    const from = (attributes: string) => numbers(video, { attributes, count: 30 });
    expect(await from(`data-media-start="0.5"`)).toEqual(range(30).map((i) => i + 15));
    expect(await from(`data-playback-rate="2"`)).toEqual(range(30).map((i) => i * 2));
    expect(await from(`data-playback-rate="0.5"`)).toEqual(range(30).map((i) => Math.floor(i / 2)));
  });

  test("stands at the end, or wraps to the in-point", async () => {
    const video = await make("ends.mp4", "30", { frames: 12 });
    expect(await numbers(video)).toEqual(range(40).map((i) => Math.min(i, 11)));
    expect(await numbers(video, { attributes: "loop" })).toEqual(range(40).map((i) => i % 12));
    const wrapped = range(40).map((i) => 3 + (i % 9));
    expect(await numbers(video, { attributes: `loop data-media-start="0.1"` })).toEqual(wrapped);
  });

  test("waits for the start; the first frame is there at once", async () => {
    const video = await make("late.mp4", "30", { frames: 30 });
    const place = `class="clip" data-start="0.5" data-duration="0.5"`;
    const seen = await numbers(video, { attributes: place });
    const expected = range(40).map((i) => (i < 15 || i >= 30 ? null : i - 15));
    expect(seen).toEqual(expected);
  });
});

describe("a jump", () => {
  test.for([
    ["closed", ["-g", "20"]],
    ["open", ["-g", "20", "-x264-params", "open-gop=1"]],
  ] as const)("shows the same bytes as stepping there, with %s groups of pictures", async ([name, group]) => {
    const output = [...h264, "-bf", "3", ...group];
    const video = await make(`jump-${name}.mp4`, "30", { frames: 90, output });
    const html = tag(video);
    const stepped = await studio.film({ html, videos: [video], count: 85 });
    const jumped = await studio.film({ html, videos: [video], count: 15, first: 70 });
    expect(jumped.pictures.map((data) => readNumber({ data, width: 320 }))).toEqual(
      range(15).map((i) => i + 70),
    );
    jumped.pictures.forEach((picture, index) =>
      expect(picture.equals(stepped.pictures[70 + index]!)).toBe(true),
    );
  });
});

describe("several videos", () => {
  test("play side by side, the same file twice at different times", async () => {
    const one = await make("one.mp4", "30", { frames: 60, output: [...h264, "-bf", "2"] });
    const other = await make("other.mp4", "25", { frames: 40 });
    const place = (video: OfferedVideo, left: number, attributes: string): string =>
      `<video src="${video.url}" ${attributes} style="position: absolute; left: ${left}px; top: 0; width: 100px"></video>`;
    const html = [
      place(one, 0, ""),
      place(one, 110, `data-media-start="1"`),
      place(other, 220, `data-playback-rate="1.2"`),
    ].join("");
    const { pictures } = await studio.film({ html, videos: [one, other], count: 30 });
    const box = (x: number) => ({ x, y: 0, width: 100, height: 56 });
    const seen = pictures.map((data) => [0, 110, 220].map((x) => readNumber({ data, width: 320 }, box(x))));
    expect(seen).toEqual(range(30).map((i) => [i, i + 30, i]));
  });
});
