import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { convertVideo } from "../../src/media/convert-video.ts";
import { openVideoStudio, type OfferedVideo, type VideoStudio } from "../support/film-videos.ts";
import { readNumber, type NumberedVideo } from "../support/video-files.ts";

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const never = new AbortController().signal;

let studio: VideoStudio;
beforeAll(async () => {
  studio = await openVideoStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

interface Converted extends OfferedVideo {
  readonly parts: readonly number[];
}

async function convert(file: string, signal = never): Promise<Converted> {
  const parts: number[] = [];
  const info = await probeMedia(file, { ffprobe: "ffprobe", signal });
  const readable = await convertVideo(
    { file, info },
    {
      ffmpeg: "ffmpeg",
      cacheFolder: join(studio.folder.path, "cache"),
      signal,
      onProgress: (_, part) => void parts.push(part),
    },
  );
  const { duration, length, colors } = readable;
  const source = { url: studio.offer(file, 0).url, readUrl: studio.offer(readable.file, 0).url };
  return { ...source, duration, length, colors, file, parts };
}

async function numbers(video: OfferedVideo, [width, height]: readonly [number, number] = [320, 180]) {
  const html = `<video src="${video.url}" style="display: block"></video>`;
  const { pictures, complaints } = await studio.film({ html, videos: [video], count: 25, width, height });
  expect(complaints).toEqual([]);
  return pictures.map((data) => readNumber({ data, width }, { x: 0, y: 0, width, height }));
}

describe("every frame is right after the conversion", () => {
  test.for<readonly [string, string, readonly string[]]>([
    ["10-bit H.264", "ten.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv420p10le", "-bf", "2"]],
    ["4:4:4 H.264", "444.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv444p"]],
    ["HEVC", "hevc.mp4", ["-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"]],
    ["ProRes", "prores.mov", ["-c:v", "prores_ks", "-profile:v", "2"]],
    ["ProRes 4444 with alpha", "prores4.mov", ["-c:v", "prores_ks", "-profile:v", "4444"]],
    ["QuickTime Animation with alpha", "animation.mov", ["-c:v", "qtrle"]],
    ["Motion JPEG", "mjpeg.mov", ["-c:v", "mjpeg", "-q:v", "3"]],
    ["MPEG-4", "mpeg4.mov", ["-c:v", "mpeg4", "-q:v", "3"]],
    ["MPEG-2 in a transport stream", "mpeg2.ts", ["-c:v", "mpeg2video", "-q:v", "3", "-bf", "2"]],
    ["H.264 in AVI", "h264.avi", ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "0"]],
  ])("%s", async ([, name, output]) => {
    const file = await studio.folder.make({ name, frames: 20, rate: "30", output });
    const video = await convert(file);
    expect(await numbers(video)).toEqual(range(25).map((i) => Math.min(i, 19)));
  });

  test("odd sizes stay as they are", async () => {
    const output = ["-c:v", "qtrle", "-pix_fmt", "rgb24"];
    const file = await studio.folder.make({
      name: "odd.mov",
      frames: 20,
      rate: "30",
      size: [321, 181],
      output,
    });
    expect(await numbers(await convert(file), [321, 181])).toEqual(range(25).map((i) => Math.min(i, 19)));
  });

  test("of variable rate, and with a late first frame", async () => {
    const filter = "settb=1/1000,setpts=200+round(N*N*1000/300)";
    const times = ["-vf", filter, "-fps_mode", "passthrough", "-enc_time_base", "1:1000"];
    const output = ["-c:v", "prores_ks", ...times];
    const file = await studio.folder.make({ name: "variable.mov", frames: 16, rate: "30", output });
    const stamps = range(16).map((n) => 200 + Math.round((n * n * 1000) / 300));
    const expected = range(25).map((i) =>
      Math.max(
        0,
        stamps.findLastIndex((stamp) => stamp * 30 <= i * 1000),
      ),
    );
    expect(await numbers(await convert(file))).toEqual(expected);
  });
});

describe("a picture that begins after the sound", () => {
  const frames = 20;
  const late = ["-itsoffset", "0.21"];

  test.each(["late.ts", "late.mpg"])("comes as late in the copy of %s", async (name) => {
    const output = ["-c:v", "mpeg2video", "-q:v", "3", "-bf", "0"];
    const plain = await studio.folder.make({ name: `plain-${name}.mpg`, frames, rate: "30", output });
    const file = join(studio.folder.path, name);
    const sound = ["-f", "lavfi", "-i", "sine=d=1"];
    const streams = ["-map", "0:a", "-map", "1:v", "-c:v", "copy", "-c:a", "mp2"];
    await execa("ffmpeg", ["-v", "error", ...sound, ...late, "-i", plain, ...streams, file]);
    const { video } = await probeMedia(file, { ffprobe: "ffprobe", signal: never });
    const first = video?.start ?? 0;
    expect(first).toBeGreaterThan(0.1);
    const numberAt = (time: number): number => Math.floor((time - first) * 30 + 0.001);
    const expected = range(25).map((i) => Math.min(frames - 1, Math.max(0, numberAt(i / 30))));
    expect(await numbers(await convert(file))).toEqual(expected);
  });
});

describe("the copy", () => {
  const hevc: NumberedVideo = {
    name: "kept.mp4",
    frames: 25,
    rate: "30",
    output: ["-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"],
  };

  test("is made once, and tells how far it is", async () => {
    const file = await studio.folder.make(hevc);
    const first = await convert(file);
    expect(first.parts.at(-1)).toBeGreaterThan(0.9);
    const second = await convert(file);
    expect(second.readUrl).toBe(first.readUrl);
    expect(second.parts).toEqual([]);
  });

  test("is not left half made", async () => {
    const file = await studio.folder.make({ ...hevc, name: "aborted.mp4", frames: 30 });
    const before = await readdir(join(studio.folder.path, "cache/media"));
    await expect(convert(file, AbortSignal.timeout(150))).rejects.toMatchObject({ code: "interrupted" });
    expect(await readdir(join(studio.folder.path, "cache/media"))).toEqual(before);
  });
});
