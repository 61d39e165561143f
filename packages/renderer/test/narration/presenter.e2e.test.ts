import { join } from "node:path";
import { execa } from "execa";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snapshot } from "../../src/snapshot.ts";
import { browsers } from "../support/browsers.ts";
import { colorAt, stillFrames, type Color } from "../support/decode-frames.ts";
import { writeFirstFrame } from "../support/first-frame.ts";
import { cacheFolder, composition, project } from "../support/fixtures.ts";
import { presenterOnWhite } from "../support/narrated-picture.ts";
import { narrationOf, renderNarrated } from "../support/narrated-video.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** A white page, still. */
const page = composition(
  "<style>body { background: #fff }</style>",
  "data-duration=1 data-no-timeline data-fps=10",
);
/** The same for two frames. */
const brief = page.replace("data-duration=1", "data-duration=0.2");
const still = { enter: "none", exit: "none", shadow: false, margin: 10, size: 100 };

let folder: TemporaryFolder;
let blue: string;
let keyed: string;
let alpha: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  blue = await film("blue.mp4", "color=blue:size=320x180:rate=10:duration=1", [
    "-c:v",
    "libx264",
    "-crf",
    "10",
  ]);
  const square =
    "color=0x00ff00:size=320x180:rate=10:duration=1,drawbox=x=80:y=10:w=160:h=160:color=red:t=fill";
  keyed = await film("keyed.mp4", square, ["-c:v", "libx264", "-crf", "4"]);
  const matte =
    "[0]format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='if(between(X,80,239),255,0)'[v]";
  alpha = join(folder.path, "alpha.webm");
  const output = ["-map", "[v]", "-c:v", "libvpx-vp9", "-crf", "4", "-b:v", "0", "-auto-alt-ref", "0", alpha];
  const red = ["-f", "lavfi", "-i", "color=red:size=320x180:rate=10:duration=1"];
  await execa("ffmpeg", ["-v", "error", "-y", ...red, "-filter_complex", matte, ...output]);
});
afterAll(() => folder[Symbol.asyncDispose]());

async function film(name: string, source: string, codec: readonly string[]): Promise<string> {
  const file = join(folder.path, name);
  const output = ["-pix_fmt", "yuv420p", ...codec, file];
  await execa("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", source, ...output]);
  return file;
}

/** The colours of the fifth frame at some places. */
async function colorsOf(
  file: string,
  placement: Readonly<Record<string, unknown>>,
  places: ReadonlyArray<readonly [number, number]>,
): Promise<Color[]> {
  return places.map(await presenterOnWhite(file, { ...still, ...placement }));
}

const near = (color: Color, wanted: Color, within = 14): boolean =>
  color.every((value, channel) => Math.abs(value - wanted[channel]!) <= within);

describe("a presenter's shape", () => {
  it("is a circle of that size in that corner, with a ring around it", async () => {
    // From 210 to 310, and 70 to 170; the middle is at (260, 120), the ring from 42 to 50 around it.
    const border = { color: "#ff0000", width: 8 };
    const [middle, inside, ring, outside, corner] = await colorsOf(blue, { border }, [
      [260, 120],
      [260 + 38, 120],
      [260, 120 - 46],
      [260 + 55, 120],
      [214, 74],
    ]);
    expect(near(middle!, [0, 0, 255])).toBe(true);
    expect(near(inside!, [0, 0, 255])).toBe(true);
    expect(near(ring!, [255, 0, 0])).toBe(true);
    expect(near(outside!, [255, 255, 255])).toBe(true);
    expect(near(corner!, [255, 255, 255])).toBe(true);
  });

  it("is a rectangle of the clip's own shape, or with round corners", async () => {
    const plain = { border: false, corner: "top-left" };
    const places = [
      [12, 12],
      [186, 108],
      [192, 60],
    ] as const;
    const sharpCorners = await colorsOf(blue, { ...plain, shape: "rectangle" }, places);
    expect(sharpCorners.map((color) => near(color, [0, 0, 255]))).toEqual([true, true, false]);
    const round = await colorsOf(blue, { ...plain, shape: "rounded", radius: 30 }, places);
    expect(round.map((color) => near(color, [255, 255, 255]))).toEqual([true, true, true]);
  });

  it("casts a shadow that is darkest below, and ends", async () => {
    const shadow = { color: "#000000", blur: 10, x: 0, y: 6 };
    const placement = { shadow, border: false, shape: "rectangle", aspect: "1:1", corner: "top-left" };
    const [below, above, far] = await colorsOf(blue, placement, [
      [60, 113],
      [60, 7],
      [60, 140],
    ]);
    expect(below![0]).toBeLessThan(160);
    expect(above![0]).toBeGreaterThan(below![0] + 40);
    expect(near(far!, [255, 255, 255])).toBe(true);
  });

  it("fades, or slides in from the nearer side, and goes the same way", async () => {
    // In the first and last of ten frames; the middle of the presenter at rest, and what it leaves free.
    const seen = async (enter: string, number: number): Promise<Color[]> => {
      const passages = { enter, exit: enter, border: false, corner: "bottom-right" };
      const at = await presenterOnWhite(blue, { ...still, ...passages }, number);
      return [at([260, 120]), at([316, 120])];
    };
    for (const number of [0, 9]) {
      const [faded, beside] = await seen("fade", number);
      expect(near(faded!, [186, 186, 255])).toBe(true);
      expect(near(beside!, [255, 255, 255])).toBe(true);
      const [left, slid] = await seen("slide", number);
      expect(near(left!, [255, 255, 255])).toBe(true);
      expect(near(slid!, [0, 0, 255])).toBe(true);
    }
    expect((await seen("fade", 5)).map((color) => near(color, [0, 0, 255]))).toEqual([true, false]);
  });

  it.each(["key", "alpha"])("is cut out by %s, with edges that have no fringe", async (kind) => {
    const cut = { shape: "cut-out", corner: "top-left", margin: 0, size: 180, shadow: undefined };
    const key = kind === "key" ? { key: { color: "#00ff00" } } : {};
    const edge = Array.from({ length: 21 }, (_, index) => [70 + index, 90] as const);
    const { shadow: _, ...base } = still;
    const at = await presenterOnWhite(kind === "key" ? keyed : alpha, { ...base, ...cut, ...key });
    expect(near(at([40, 90]), [255, 255, 255])).toBe(true);
    expect(near(at([160, 90]), [254, 0, 0], 20)).toBe(true);
    // From white to red, neither green nor dark: red stays, green and blue go down together.
    for (const place of edge) {
      const [red, green, blueness] = at(place);
      expect(red).toBeGreaterThan(170);
      expect(green - blueness).toBeLessThan(30);
    }
  });
});

describe("the formats of a narrated video", () => {
  it.each([
    ["webm", "vp9"],
    ["mov", "prores"],
    ["gif", null],
    ["mp4", "h265"],
    ["mp4", "av1"],
  ] as const)("%s shows the presenter over the page, as %s", async (format, codec) => {
    const output = join(folder.path, `${codec}.${format}`);
    const block = { placement: { ...still, border: false }, length: "trim" };
    const given = codec ? { codec } : {};
    await using video = await renderNarrated(brief, { file: blue, block }, { workers: 1, output, ...given });
    expect(video.result.frames).toBe(2);
    const png = join(folder.path, `${codec}.png`);
    const decoder = format === "webm" ? ["-c:v", "libvpx-vp9"] : [];
    await writeFirstFrame(output, png, { decoder, format: "rgba" });
    const { data } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [
      ...data.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 4),
    ];
    const [red, green, blueness, opacity] = at(260, 120);
    expect([red! < 30, green! < 30, blueness! > 225, opacity! > 250]).toEqual([true, true, true, true]);
  });

  it("keeps alpha in pictures, where the shape's edge is half there", async () => {
    const output = join(folder.path, "frames");
    const bare = composition("", "data-duration=0.2 data-no-timeline data-fps=10");
    const block = { placement: { ...still, border: false }, length: "trim" };
    await using video = await renderNarrated(
      bare,
      { file: blue, block },
      { workers: 1, output, format: "png" },
    );
    expect(video.result.frames).toBe(2);
    const { data } = await sharp(join(output, "frame-00001.png")).raw().toBuffer({ resolveWithObject: true });
    const row = Array.from({ length: 60 }, (_, index) => [
      ...data.subarray((82 * 320 + 210 + index) * 4, (82 * 320 + 211 + index) * 4),
    ]);
    expect(row[0]).toEqual([0, 0, 0, 0]);
    expect(row.at(-1)?.[3]).toBe(255);
    const edge = row.filter(([, , , opacity]) => opacity! > 20 && opacity! < 235);
    expect(edge.length).toBeGreaterThan(0);
    // Straight alpha: at the edge, blue is as blue as inside.
    for (const [red, , blueness] of edge) expect([red! < 16, blueness! > 235]).toEqual([true, true]);
  });

  it("shows the presenter in posters and snapshots", async () => {
    const output = join(folder.path, "shot.png");
    await using source = await project(page);
    const narration = await narrationOf({ file: blue, block: { placement: { ...still, border: false } } });
    await snapshot(source.path, { at: ["0.5"], output, narration, environment: { cacheFolder }, browsers });
    const shot = await sharp(output).raw().toBuffer({ resolveWithObject: true });
    const offset = (120 * 320 + 260) * shot.info.channels;
    const [red, , blueness] = shot.data.subarray(offset);
    expect([red! < 10, blueness! > 240]).toEqual([true, true]);
  });
});

describe("a narration's length", () => {
  it("holds the page's last frame until it ends, and frames in which nothing changes cost nothing", async () => {
    const moving = composition(
      '<div class="clip" data-start="0.2" data-duration="0.3" style="position: absolute; width: 40px; height: 40px; background: red"></div>',
      "data-duration=0.5 data-no-timeline data-fps=10",
    );
    const block = { placement: { ...still, border: false, start: 0.1 }, length: "extend" };
    await using video = await renderNarrated(moving, { file: blue, block }, { workers: 1 });
    expect(video.result).toMatchObject({ frames: 11 });
    const decoded = await video.decode();
    expect(colorAt(decoded, 10, [20, 20])[1]).toBeLessThan(60);
    expect(stillFrames(decoded).slice(6)).toEqual([true, true, true, true, true]);
  });

  it("holds a presenter who is done, and refuses what must not be", async () => {
    const long = composition("", "data-duration=1.2 data-no-timeline data-fps=10");
    const placement = { ...still, border: false };
    await using held = await renderNarrated(long, { file: blue, block: { placement, length: "hold" } });
    expect(colorAt(await held.decode(), 11, [260, 120])[2]).toBeGreaterThan(225);
    const short = composition("", "data-duration=0.5 data-no-timeline data-fps=10");
    await expect(renderNarrated(short, { file: blue, block: { length: "error" } })).rejects.toThrow(
      'The narration ends at 1.00 s, the composition at 0.50 s. Make the script shorter, or let "length" be',
    );
  });
});
