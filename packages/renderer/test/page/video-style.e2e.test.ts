import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openVideoStudio, type OfferedVideo, type VideoStudio } from "../support/film-videos.ts";
import { writeFirstFrame } from "../support/first-frame.ts";
import { largestDifference } from "../support/open-studio.ts";
import { readNumber } from "../support/video-files.ts";

let studio: VideoStudio;
let video: OfferedVideo;
let image: string;
const opaque = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "4"];

beforeAll(async () => {
  studio = await openVideoStudio();
  video = await studio.make({ name: "style.mp4", frames: 10, rate: "30", duration: 1 / 3, output: opaque });
  image = await imageOf(video, "-1");
});
afterAll(() => studio[Symbol.asyncDispose]());

/** The first frame as the browser itself would draw it, in a data URL. */
async function imageOf({ file }: OfferedVideo, pixelFormat: string): Promise<string> {
  const png = join(studio.folder.path, "frame.png");
  const format = pixelFormat === "-1" ? "rgb24" : pixelFormat;
  const decoder = format === "rgba" ? ["-c:v", "libvpx-vp9"] : [];
  await writeFirstFrame(file, png, { decoder, format });
  return `data:image/png;base64,${await readFile(png, "base64")}`;
}

/** The same page with a video and with a picture in its place. */
async function compare(style: string, around: (element: string) => string = (element) => element) {
  const page = (element: string): string => `<style>html { background: #8c8 }</style>${around(element)}`;
  const film = async (element: string): Promise<Buffer> => {
    const { pictures, complaints } = await studio.film({ html: page(element), videos: [video], count: 1 });
    expect(complaints).toEqual([]);
    return pictures[0]!;
  };
  const [shown, wanted] = [
    await film(`<video src="${video.url}" style="${style}"></video>`),
    await film(`<img src="${image}" style="${style}">`),
  ];
  return { shown, wanted };
}

/** The share of pixels that differ by more than a colour conversion does. */
function shareOfDifferent(a: Buffer, b: Buffer): number {
  let different = 0;
  for (let index = 0; index < a.length; index += 4) {
    const isSame = [0, 1, 2].every((channel) => Math.abs(a[index + channel]! - b[index + channel]!) <= 24);
    if (!isSame) different += 1;
  }
  return different / (a.length / 4);
}

describe("a video looks as a picture with the same style does", () => {
  const fit = "width: 150px; height: 150px; object-fit";
  test.for([
    "",
    "width: 200px",
    "height: 90px",
    `${fit}: contain; background: #f0f`,
    `${fit}: cover; object-position: 10% 0`,
    `${fit}: fill`,
    `${fit}: none`,
    `${fit}: scale-down; object-position: right bottom`,
    "width: 200px; border: 6px solid red; padding: 8px 20px; border-radius: 50px; background: yellow; box-shadow: 4px 4px 9px #000",
    "width: 200px; height: 150px; border-radius: 50% 20px; object-fit: cover; margin: 10px",
    "width: 200px; transform: translate(40px, 20px) rotate(20deg) skewX(10deg)",
    "width: 200px; rotate: 10deg; scale: 0.8; translate: 10px 30px; transform-origin: 0 0",
    "width: 200px; transform: perspective(300px) rotateY(40deg)",
    "width: 200px; opacity: 0.4",
    "width: 200px; filter: hue-rotate(90deg) blur(2px) drop-shadow(5px 5px 2px #000)",
    "width: 200px; clip-path: polygon(50% 0, 100% 100%, 0 100%)",
    "width: 200px; mask-image: linear-gradient(90deg, #000, transparent)",
    "width: 200px; mix-blend-mode: multiply",
    "position: absolute; inset: 20px 30px; width: auto; height: auto",
    "width: 50%; aspect-ratio: 1; object-fit: cover",
    "visibility: hidden",
    "display: none",
  ])("%s", async (style) => {
    // A picture's default fit is another.
    const usual = style.includes("object-fit") ? "" : "object-fit: contain; ";
    const { shown, wanted } = await compare(usual + style);
    expect(shareOfDifferent(shown, wanted)).toBeLessThan(0.01);
  });

  test("in a flex box, in a grid, beside what overlaps it", async () => {
    const around = (element: string): string =>
      `<div style="display: flex; gap: 10px; height: 80px"><b style="flex: 1; background: red"></b>${element}</div>
       <div style="position: absolute; left: 180px; top: 20px; width: 60px; height: 90px; background: blue"></div>`;
    const { shown, wanted } = await compare(
      "object-fit: contain; flex: 2; min-width: 0; position: relative; z-index: 1",
      around,
    );
    expect(shareOfDifferent(shown, wanted)).toBeLessThan(0.01);
  });
});

describe("selectors", () => {
  test("hold for the element, and see nothing but what the author wrote", async () => {
    const html = `<style>
        i { display: block; position: absolute; top: 0; width: 20px; height: 20px }
        #v + i { background: red; left: 200px }
        div > video:nth-child(2) ~ i:last-child { background: lime; left: 240px }
        video[src]:not([controls]):nth-of-type(1) { width: 100px }
      </style><video id="v" src="${video.url}"></video><i></i><i></i>`;
    const { pictures } = await studio.film({ html, videos: [video], count: 1 });
    const data = pictures[0]!;
    expect(readNumber({ data, width: 320 }, { x: 0, y: 0, width: 100, height: 56 })).toBe(0);
    const at = (x: number): number[] => [...data.subarray((10 * 320 + x) * 4, (10 * 320 + x) * 4 + 3)];
    expect([at(210), at(250)]).toEqual([
      [0, 0, 255],
      [0, 255, 0],
    ]);
  });
});

describe("the picture itself", () => {
  test.for([90, 180, 270])("is turned upright by %i degrees", async (degrees) => {
    const turns = { 90: "transpose=clock", 180: "hflip,vflip", 270: "transpose=cclock" }[degrees] ?? "";
    const output = [...opaque, "-vf", turns];
    const lying = await studio.folder.make({ name: `lying-${degrees}.mp4`, frames: 9, rate: "30", output });
    const file = join(studio.folder.path, `turned-${degrees}.mp4`);
    await execa("ffmpeg", [
      "-v",
      "error",
      "-i",
      lying,
      "-c",
      "copy",
      "-metadata:s:v:0",
      `rotate=${degrees}`,
      file,
    ]);
    const turned = studio.offer(file, 0.3);
    const html = `<video src="${turned.url}"></video>`;
    const { pictures } = await studio.film({ html, videos: [turned], count: 9 });
    const seen = pictures.map((data) => readNumber({ data, width: 320 }));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    // Red above, blue below.
    expect(pictures[0]!.subarray((40 * 320 + 300) * 4, (40 * 320 + 300) * 4 + 3)[2]).toBeGreaterThan(240);
  });

  test.for<readonly [string, string, string]>([
    ["bt709", "tv", "bt709"],
    ["bt601", "tv", "smpte170m"],
    ["bt709", "pc", "bt709"],
  ])("has the colours that its tags say: %s, range %s", async ([matrix, range, tag]) => {
    const filter = `scale=out_color_matrix=${matrix}:out_range=${range}:flags=accurate_rnd+full_chroma_int`;
    const tags = [
      "-colorspace",
      tag,
      "-color_primaries",
      "bt709",
      "-color_trc",
      "bt709",
      "-color_range",
      range,
    ];
    const output = ["-vf", `${filter},format=yuv420p`, ...tags, "-c:v", "libx264", "-crf", "4"];
    const name = `color-${matrix}-${range}.mp4`;
    const colored = await studio.make({ name, frames: 3, rate: "30", duration: 0.1, output });
    const html = `<video src="${colored.url}"></video>`;
    const { pictures } = await studio.film({ html, videos: [colored], count: 1 });
    const at = (y: number): number[] => [
      ...pictures[0]!.subarray((y * 320 + 300) * 4, (y * 320 + 300) * 4 + 3),
    ];
    const distances = [...at(40), ...at(140)].map((value, index) =>
      Math.abs(value - [0, 0, 255, 255, 0, 0][index]!),
    );
    // The factor for blue in BT.709 of limited range does not fit into what Chromium's libyuv calculates with on x86.
    const limit = matrix === "bt709" && range === "tv" ? 13 : 4;
    expect(Math.max(...distances)).toBeLessThanOrEqual(limit);
  });

  test.for(["libvpx-vp9", "libvpx"])("of %s keeps its alpha", async (codec) => {
    const output = ["-c:v", codec, "-pix_fmt", "yuva420p", "-auto-alt-ref", "0", "-b:v", "4M", "-g", "5"];
    const clear = await studio.make({
      ...{ name: `${codec}.webm`, frames: 12, rate: "30", duration: 0.4, output },
      transparent: true,
    });
    const html = `<style>html { background: #0f0 }</style><video src="${clear.url}"></video>`;
    const { pictures, complaints } = await studio.film({ html, videos: [clear], count: 12 });
    expect(complaints).toEqual([]);
    const seen = pictures.map((data) => readNumber({ data, width: 320 }));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (const picture of pictures) {
      const at = (x: number, y: number): number[] => [
        ...picture.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 3),
      ];
      const isNear = (color: number[], wanted: number[]): boolean =>
        color.every((value, channel) => Math.abs(value - wanted[channel]!) < 12);
      // Half red over green, half blue over green: BGR.
      expect(isNear(at(290, 40), [0, 127, 128])).toBe(true);
      expect(isNear(at(290, 140), [128, 127, 0])).toBe(true);
    }
    const jumped = await studio.film({ html, videos: [clear], count: 1, first: 8 });
    expect(largestDifference(jumped.pictures[0]!, pictures[8]!)).toBe(0);
  });
});
