import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { nameAt } from "../support/decode-frames.ts";
import { fixture } from "../support/fixtures.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { encode } from "../support/sound-files.ts";
import { readNumber, videoFolder } from "../support/video-files.ts";

test("decimal rates, timelines with totalTime, sources in an element, in-points and rates of media, sound left out", async () => {
  await using folder = await videoFolder();
  await cp(fixture("attributes"), folder.path, { recursive: true });
  const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p"];
  const silent = await folder.make({ name: "silent.mp4", frames: 60, rate: "30", output });
  const whole = join(folder.path, "whole.mp4");
  await encode(silent, whole, ["-f", "lavfi", "-i", "sine=d=2", "-c:v", "copy"]);
  await rename(whole, join(folder.path, "numbered.mp4"));

  await using video = await renderFixture(folder.path, { quality: "high" });
  expect(video.result).toMatchObject({ rate: "30000/1001", frames: 30, warnings: [] });
  const decoded = await video.decode();
  const numbers = decoded.frames.map((picture) => {
    const data = Buffer.alloc(320 * 180 * 4);
    for (let pixel = 0; pixel < 320 * 180; pixel += 1) data[pixel * 4 + 1] = picture[pixel * 3 + 1]!;
    return readNumber({ data, width: 320 }, { x: 0, y: 0, width: 320, height: 90 });
  });
  // From frame 6 on for 18 frames: from source frame 3, two at a time, a thousandth slower than the source.
  const expected = Array.from({ length: 30 }, (_, frame) => {
    const mediaTime = 0.1 + 2 * ((frame * 1001) / 30_000 - 0.2002);
    return frame < 6 || frame >= 24 ? null : Math.floor(mediaTime * 30 + 1e-3);
  });
  expect(numbers).toEqual(expected);
  expect([14, 15].map((frame) => nameAt(decoded, frame, [160, 135]))).toEqual(["red", "blue"]);
  // Without a duration of its own, a video is on for the last 0.3 s of its source: from frame 15 on for 9 frames.
  const red = decoded.frames.map((_, frame) => nameAt(decoded, frame, [300, 172]));
  expect(red).toEqual(red.map((_, frame) => (frame >= 15 && frame < 24 ? "red" : "white")));
  const entries = ["-show_entries", "stream=codec_type", "-of", "csv=p=0"];
  const { stdout } = await execa("ffprobe", ["-v", "error", ...entries, video.file]);
  expect(stdout).toBe("video");
});
