import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameAt, type DecodedFrames } from "../support/decode-frames.ts";
import { fixture } from "../support/fixtures.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";
import { clickOffset, clicks, encode, peak, readFloats, writeWav } from "../support/sound-files.ts";
import { readNumber, videoFolder, type Box, type VideoFolder } from "../support/video-files.ts";

const FPS = 60;
const SOURCE_FPS = 30_000 / 1001;
const options = { variables: { paper: "#ffff00", words: "Hello" }, quality: "high" } as const;

let folder: VideoFolder;
let video: RenderedVideo;
let decoded: DecodedFrames;
beforeAll(async () => {
  folder = await videoFolder();
  await cp(fixture("everything"), folder.path, { recursive: true });
  const path = (name: string): string => join(folder.path, name);
  const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-g", "48"];
  const silent = await folder.make({ name: "silent.mp4", frames: 180, rate: "30000/1001", output });
  await writeWav(path("sound.wav"), clicks(48_000, 6, [1, 2, 3, 4, 5]));
  await encode(silent, path("whole.mp4"), [
    "-i",
    path("sound.wav"),
    "-c:v",
    "copy",
    "-c:a",
    "aac",
    "-b:a",
    "192k",
  ]);
  await rename(path("whole.mp4"), path("numbered.mp4"));
  await writeWav(path("clicks.wav"), clicks(44_100, 4, [0.5, 1.5, 2.5, 3.5]));
  video = await renderFixture(folder.path, { ...options, workers: 2 });
  decoded = await video.decode();
});
afterAll(async () => {
  await video[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** The number that a video shows in each frame; `null` where there is none. */
function numbersIn(box: Box): Array<number | null> {
  return decoded.frames.map((picture) => {
    const data = Buffer.alloc((picture.length / 3) * 4);
    for (let pixel = 0; pixel < picture.length / 3; pixel += 1) data[pixel * 4 + 1] = picture[pixel * 3 + 1]!;
    return readNumber({ data, width: decoded.width }, box);
  });
}

/** What a video shows that is on from one time to another, and whose source passes at a rate from an in-point. */
function numbersOf({
  from,
  to,
  inPoint = 0,
  rate = 1,
}: Readonly<Record<"from" | "to", number>> & Partial<Record<"inPoint" | "rate", number>>) {
  return Array.from({ length: 6 * FPS }, (_, index) => {
    const time = index / FPS;
    const isOn = time > from - 1e-6 && time < to - 1e-6;
    return isOn ? Math.floor((inPoint + (time - from) * rate) * SOURCE_FPS + 1e-4) : null;
  });
}

describe("video, sound, parts, variables and libraries in one composition", () => {
  test("each video shows its frames", () => {
    expect(video.result.warnings).toEqual([]);
    expect(numbersIn({ x: 0, y: 0, width: 160, height: 90 })).toEqual(
      numbersOf({ from: 0.5, to: 5.5, inPoint: 0.4 }),
    );
    expect(numbersIn({ x: 180, y: 30, width: 80, height: 30 })).toEqual(numbersOf({ from: 1.5, to: 4.5 }));
    expect(numbersIn({ x: 180, y: 110, width: 80, height: 30 })).toEqual(
      numbersOf({ from: 2.25, to: 3.75, rate: 2 }),
    );
  });

  test.each([0, 90, 150, 179, 180, 270, 359])(
    "everything else is where it should be in frame %i",
    (frame) => {
      const time = frame / FPS;
      const name = (x: number, y: number): string => nameAt(decoded, frame, [Math.round(x), y]);
      const moved = 10 + 40 * time;
      expect([name(moved, 110), name(moved, 160), name(310, 170)]).toEqual(["black", "black", "yellow"]);
      expect(name(10, 140)).toBe(time < 3 ? "black" : "lime");
      expect(name(190 + 15 * (time - 1), 10)).toBe(time >= 1 && time < 5 ? "red" : "yellow");
      expect(name(190 + 30 * (time - 2), 90)).toBe(time >= 2 && time < 4 ? "blue" : "yellow");
    },
  );

  test("every click is heard at its time, as loud as the timeline says", async () => {
    const file = join(folder.path, "heard.f32");
    await encode(video.file, file, ["-map", "0:a", "-ar", "48000", "-ac", "2", "-f", "f32le"]);
    const { left } = await readFloats(file);
    const times = [1.1, 2.1, 3.1, 4.1, 5.1, 2.5, 3.5, 4.5];
    const offsets = times.map((time) => Math.abs(clickOffset(left, time)));
    expect(Math.max(...offsets)).toBeLessThanOrEqual(2);
    const levels = [1.5, 2.5, 3.5].map((time) => peak(left, time - 0.05, time + 0.05));
    [0, 0.2, 0.4].forEach((level, index) => expect(levels[index]).toBeCloseTo(level, 1));
  });

  test.each([1, 3])("the file has the same bytes with %i workers as with two", async (workers) => {
    await using other = await renderFixture(folder.path, { ...options, workers });
    expect(other.result).toMatchObject({ frames: 360, workers });
    expect(await other.sha256()).toBe(await video.sha256());
  });

  test("the sound is in a file of streams, too", async () => {
    const { stdout } = await execa("ffprobe", [
      ...["-v", "error", "-show_entries", "stream=codec_name,duration", "-of", "csv=p=0", video.file],
    ]);
    expect(stdout.split("\n")).toEqual(["h264,6.000000", "aac,6.000000"]);
  });
});
