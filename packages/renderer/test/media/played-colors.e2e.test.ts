import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { playedColors } from "../../src/media/played-colors.ts";
import { openVideoStudio, type VideoStudio } from "../support/film-videos.ts";

let studio: VideoStudio;
beforeAll(async () => {
  studio = await openVideoStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const bt601 = ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"];

type Kind = readonly [name: string, lines: number, matrix: "601" | "709", options: readonly string[]];

/**
 * As Chromium 156 shows them by itself: a lime of BT.601's that is taken for BT.709's has 216 of green, the other way round
 * more than there is.
 */
const kinds: readonly Kind[] = [
  ["plain.mp4", 720, "709", []],
  ["plain.mp4", 718, "601", []],
  ["tall-pixels.mp4", 360, "709", ["-vf", "setsar=1/2"]],
  ["told.mp4", 720, "601", bt601],
  ["told-in-part.mp4", 720, "709", ["-colorspace", "smpte170m"]],
  ["told-in-part.mp4", 360, "601", ["-colorspace", "bt709"]],
  ["full.mp4", 720, "601", ["-vf", "scale=out_range=pc", "-pix_fmt", "yuvj420p"]],
  ["vp8.webm", 720, "709", ["-c:v", "libvpx", "-b:v", "2M"]],
  ["vp9.webm", 720, "601", ["-c:v", "libvpx-vp9", "-deadline", "realtime"]],
];

test.each(kinds)("%s of %i lines is taken for BT.%s", async (...kind) => {
  const [name, lines, matrix, options] = kind;
  const file = `${studio.folder.path}/${lines}-${name}`;
  const lime = ["-f", "lavfi", "-i", `color=c=0x00ff00:s=64x${lines}:r=10:d=0.2`];
  // ffmpeg itself makes BT.601 of RGB where nothing else is said.
  await execa("ffmpeg", ["-v", "error", ...lime, "-pix_fmt", "yuv420p", ...options, file]);
  const { video } = await probeMedia(file, { ffprobe: "ffprobe", signal: new AbortController().signal });
  const offered = { ...studio.offer(file, 0.2), colors: playedColors(video!) };
  const html = `<video src="${offered.url}" style="width:320px;height:180px;object-fit:fill"></video>`;
  const { pictures } = await studio.film({ html, videos: [offered], count: 1 });
  const green = pictures[0]![(90 * 320 + 160) * 4 + 1]!;
  expect(Math.abs(green - (matrix === "601" ? 255 : 216))).toBeLessThan(8);
});
