import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import type { DecodedFrames } from "../support/decode-frames.ts";
import { composition } from "../support/fixtures.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";
import { clickOffset, clicks, peak, writeWav } from "../support/sound-files.ts";
import { readNumber, videoFolder } from "../support/video-files.ts";

/** The left channel. */
async function listen(file: string): Promise<Float32Array> {
  const output = ["-map", "0:a", "-af", "pan=mono|c0=c0", "-ar", "48000", "-f", "f32le", "pipe:1"];
  const { stdout } = await execa("ffmpeg", ["-v", "error", "-i", file, ...output], { encoding: "buffer" });
  return new Float32Array(stdout.slice().buffer);
}

function numbersIn({ frames, width, height }: DecodedFrames): Array<number | null> {
  return frames.map((picture) => {
    const data = Buffer.alloc((picture.length / 3) * 4);
    for (let pixel = 0; pixel < picture.length / 3; pixel += 1) data[pixel * 4 + 1] = picture[pixel * 3 + 1]!;
    return readNumber({ data, width }, { x: 0, y: 0, width, height });
  });
}

function resumedFrames({ events }: RenderedVideo): number {
  return events.reduce((sum, event) => sum + (event.event === "resumed" ? event.frames : 0), 0);
}

const SOUND_SECONDS = 6;
const clickTimes = [0.25, 2.5, 4.75];

const page = (volume: number): string =>
  composition(`
    <video src="numbered.mp4" data-start="0.5" data-duration="4" muted
      style="position: absolute; left: 0; top: 0; width: 320px; height: 180px"></video>
    <audio src="clicks.wav" data-volume="${volume}"></audio>
    <script>window.__timelines = { main: { seek() {}, duration: () => 5 } };</script>`);

test("shows the right frames, hears clicks where they are, and makes only the sound anew for another volume", async () => {
  await using folder = await videoFolder();
  await folder.make({
    name: "numbered.mp4",
    frames: 105,
    rate: "30",
    output: ["-c:v", "libx264", "-bf", "2", "-g", "40", "-pix_fmt", "yuv420p"],
  });
  await writeWav(join(folder.path, "clicks.wav"), clicks(48_000, SOUND_SECONDS, clickTimes));
  const index = join(folder.path, "index.html");
  await writeFile(index, page(0.5));

  await using video = await renderFixture(folder.path, { workers: 2, duration: 5, quality: "high" });
  const numbers = numbersIn(await video.decode());
  // Hidden at first, then frame by frame, then the last one is held, then it is hidden again.
  const expected = Array.from({ length: 150 }, (_, frame) =>
    frame < 15 || frame >= 135 ? null : Math.min(frame - 15, 104),
  );
  expect(numbers).toEqual(expected);

  const heard = await listen(video.file);
  // AAC comes in whole packets of 1024 samples; the file says that only 5 s are played.
  expect(heard.length - 5 * 48_000).toBeLessThan(1024);
  for (const time of clickTimes) expect(Math.abs(clickOffset(heard, time))).toBeLessThanOrEqual(2);
  expect(peak(heard)).toBeCloseTo(0.4, 1);

  await using again = await renderFixture(folder.path, { workers: 1, duration: 5, quality: "high" });
  expect(await again.sha256()).toBe(await video.sha256());

  await writeFile(index, page(0.1));
  const options = { workers: 2, duration: 5, quality: "high", resume: true } as const;
  await using quieter = await renderFixture(folder.path, options);
  expect(resumedFrames(quieter)).toBe(150);
  expect(peak(await listen(quieter.file))).toBeCloseTo(0.08, 1);
  expect(await quieter.sha256()).not.toBe(await video.sha256());
});

test("ends with its media, and says what is wrong with them", async () => {
  await using folder = await videoFolder();
  await folder.make({
    name: "short.webm",
    frames: 12,
    rate: "24",
    output: ["-c:v", "libvpx", "-pix_fmt", "yuv420p"],
  });
  await writeFile(join(folder.path, "broken.mp3"), "this is no sound");
  await writeFile(
    join(folder.path, "index.html"),
    composition(
      `<video src="short.webm" muted></video><audio src="broken.mp3"></audio><audio src="gone.mp3"></audio>`,
      "data-no-timeline",
    ),
  );
  await using video = await renderFixture(folder.path);
  expect(video.result.frames).toBe(15);
  expect(video.result.warnings).toEqual([
    expect.stringMatching(/broken\.mp3, the source of <audio>,/),
    expect.stringMatching(/gone\.mp3, the source of <audio>,/),
  ]);
  await expect(renderFixture(folder.path, { strict: true })).rejects.toMatchObject({
    code: "invalid-composition",
    message: expect.stringContaining("broken.mp3") as string,
  });
});

test("writes the sound alone, without a picture being made, and refuses where there is none", async () => {
  await using folder = await videoFolder();
  await writeWav(join(folder.path, "clicks.wav"), clicks(48_000, SOUND_SECONDS, clickTimes));
  const index = join(folder.path, "index.html");
  await writeFile(
    index,
    composition('<audio src="clicks.wav" data-start="0.1"></audio>', "data-no-timeline"),
  );
  const output = join(folder.path, "sound.wav");
  await using sound = await renderFixture(folder.path, { output, workers: 2 });
  expect(sound.events.filter(({ event }) => event === "resumed" || event === "retry")).toEqual([]);
  const heard = await listen(output);
  expect(heard).toHaveLength(Math.round((SOUND_SECONDS + 0.1) * 48_000));
  for (const time of clickTimes) expect(clickOffset(heard, time + 0.1)).toBe(0);

  await writeFile(index, composition("", 'data-no-timeline data-duration="1"'));
  await expect(renderFixture(folder.path, { output, force: true })).rejects.toThrow("nothing is heard in it");
  expect(await listen(output)).toEqual(heard);
});
