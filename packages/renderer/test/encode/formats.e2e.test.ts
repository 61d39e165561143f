import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, ffmpeg, fixture, project } from "../support/fixtures.ts";
import { sha256Of } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

type Rgba = readonly [number, number, number, number];

interface Rendered extends TemporaryFolder {
  readonly file: string;
  readonly result: Awaited<ReturnType<typeof render>>;
}

async function renderTo(name: string, path: string, options: RenderOptions = {}): Promise<Rendered> {
  const folder = await temporaryFolder();
  const file = join(folder.path, name);
  const result = await render(path, {
    ...{ output: file, environment: { cacheFolder }, browsers, ffmpeg, workers: 1, resume: false },
    ...options,
  });
  return { ...folder, file, result };
}

interface Probe {
  readonly streams: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly packets: ReadonlyArray<{ readonly pts: number; readonly duration: number }>;
  readonly chapters: ReadonlyArray<{ start_time: string; end_time: string; tags: { title: string } }>;
  readonly format: { readonly tags: Readonly<Record<string, string>> };
}

async function probe(file: string): Promise<Probe> {
  const shown = ["-show_streams", "-show_packets", "-show_chapters", "-show_format"];
  const { stdout } = await execa("ffprobe", ["-v", "error", ...shown, "-of", "json", file]);
  return JSON.parse(stdout) as Probe;
}

/** One frame in RGBA, with straight alpha. */
async function decodeFrame(file: string, number: number, decoder: readonly string[] = []): Promise<Buffer> {
  const matrix = file.endsWith(".gif")
    ? []
    : ["scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int"];
  const filters = [`select=eq(n\\,${number})`, ...matrix, "format=rgba"].join(",");
  const { stdout } = await execa(
    "ffmpeg",
    [
      ...decoder,
      "-v",
      "error",
      "-i",
      file,
      "-vf",
      filters,
      "-frames:v",
      "1",
      "-f",
      "rawvideo",
      "pipe:1",
    ].flat(),
    { encoding: "buffer" },
  );
  return Buffer.from(stdout);
}

/** Of a file, or of all files in a folder. */
async function hashesOf(path: string): Promise<string[]> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? (await readdir(path)).toSorted().map((name) => join(path, name)) : [path];
  return Promise.all(files.map(sha256Of));
}

function at(picture: Buffer, [x, y]: readonly [number, number]): Rgba {
  return [...picture.subarray((y * 320 + x) * 4).subarray(0, 4)] as unknown as Rgba;
}

function expectNear(found: Rgba, wanted: Rgba, within: readonly number[]): void {
  const off = found.map((value, channel) => Math.abs(value - wanted[channel]!) - within[channel]!);
  expect(Math.max(...off), `${found.join(" ")}, not ${wanted.join(" ")}`).toBeLessThanOrEqual(0);
}

/** Colours of `test/fixtures/patches`, and where they are. */
const patches: ReadonlyArray<readonly [Rgba, readonly [number, number]]> = [
  [
    [0, 0, 0, 255],
    [40, 45],
  ],
  [
    [255, 255, 255, 255],
    [120, 45],
  ],
  [
    [255, 0, 0, 255],
    [200, 45],
  ],
  [
    [0, 255, 0, 255],
    [280, 45],
  ],
  [
    [0, 0, 255, 255],
    [40, 135],
  ],
  [
    [128, 128, 128, 255],
    [120, 135],
  ],
  [
    [224, 172, 105, 255],
    [200, 135],
  ],
  [
    [24, 96, 160, 255],
    [280, 135],
  ],
];

/** Of `test/fixtures/alpha`: half-transparent patches, one that is opaque, and nothing. */
const alphaPatches: typeof patches = [
  [
    [255, 0, 0, 128],
    [30, 30],
  ],
  [
    [0, 255, 0, 64],
    [90, 30],
  ],
  [
    [24, 96, 160, 191],
    [150, 30],
  ],
  [
    [224, 172, 105, 255],
    [210, 30],
  ],
  [
    [0, 0, 0, 0],
    [300, 30],
  ],
];

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

describe("alpha", () => {
  test.each([
    ["v.webm", ["-c:v", "libvpx-vp9"], [2, 2, 2, 1]],
    ["v.mov", [], [2, 2, 2, 1]],
  ] as const)("%s has known patches with straight alpha", async (name, decoder, within) => {
    await using video = await renderTo(name, fixture("alpha"), { duration: 0.1 });
    const picture = await decodeFrame(video.file, 2, decoder);
    for (const [[red, green, blue, alpha], place] of alphaPatches) {
      const found = at(picture, place);
      // What there is nothing of has no colour.
      const colors = alpha === 0 ? [255, 255, 255] : within.slice(0, 3).map((limit) => (limit * 255) / alpha);
      expectNear(found, [red, green, blue, alpha], [...colors, within[3]]);
    }
    expect(video.result.source?.kind).toBe("begin-frame");
  });

  test("a PNG sequence has exact colours and alpha, of odd sizes too, and holds what stays", async () => {
    await using folder = await project(
      `<div data-composition-id="main" data-width="101" data-height="67" data-duration="0.2" data-no-timeline>
       <div data-start="0" data-duration="0.1" style="left: 0; top: 0; width: 50px; height: 40px; background: rgb(255 0 0 / 50%)"></div></div>`,
    );
    await using sequence = await renderTo("frames/card-%03d.png", folder.path);
    const files = (await readdir(join(sequence.path, "frames"))).toSorted();
    expect(files).toEqual(Array.from({ length: 6 }, (_, index) => `card-00${index}.png`));
    expect(sequence.result).toMatchObject({ width: 101, height: 67, frames: 6 });
    const pictures = await Promise.all(
      files.map(async (name) => PNG.sync.read(await readFile(join(sequence.path, "frames", name)))),
    );
    const pixels = pictures.map(({ data, width }) => [
      ...data.subarray((20 * width + 20) * 4).subarray(0, 4),
    ]);
    const [shown, hidden] = [
      [255, 0, 0, 128],
      [0, 0, 0, 0],
    ];
    expect(pixels).toEqual([shown, shown, shown, hidden, hidden, hidden]);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual(files.map(() => [101, 67]));
  });

  test("--no-alpha puts white behind the page", async () => {
    await using sequence = await renderTo("frames", fixture("alpha"), {
      format: "png",
      alpha: false,
      to: "1f",
    });
    const picture = PNG.sync.read(await readFile(join(sequence.file, "frame-00000.png")));
    expect(at(picture.data, [300, 30])).toEqual([255, 255, 255, 255]);
    expect(at(picture.data, [30, 30])).toEqual([255, 127, 127, 255]);
    expect(sequence.result.source?.kind).toBe("surface");
  });
});

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
