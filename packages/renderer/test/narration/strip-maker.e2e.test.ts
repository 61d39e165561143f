import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFfprobe } from "../../src/ffmpeg/find-ffprobe.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import type { PresenterStrip, StripRequest } from "../../src/narration/strip/presenter-strip.ts";
import { StripMaker } from "../../src/narration/strip/strip-maker.ts";
import { openStrip, type StripReader } from "../../src/narration/strip/strip-reader.ts";
import type { ProgressEvent } from "../../src/progress.ts";
import { parseFrameRate } from "../../src/timeline/frame-rate.ts";
import { composition, project } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { readNumber, videoFolder, type VideoFolder } from "../support/video-files.ts";

let folder: VideoFolder;
let cache: TemporaryFolder;
let request: StripRequest;
beforeAll(async () => {
  folder = await videoFolder();
  cache = await temporaryFolder();
  await mkdir(join(cache.path, "media"));
  const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p"];
  const file = await folder.make({ name: "clip.mp4", frames: 400, rate: "25", output });
  const { signal } = new AbortController();
  const { video } = await probeMedia(file, { ffprobe: await findFfprobe("ffmpeg"), signal });
  if (!video) throw new Error("the clip has no picture");
  const whole = { x: 0, y: 0, width: video.width, height: video.height };
  // Long, so that it is far from done when it is ended.
  const size = { width: 500, height: 500 };
  request = { file, video, crop: whole, size, rate: parseFrameRate(60), first: 0, end: 960, key: null };
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await cache[Symbol.asyncDispose]();
});

const setting = (): ConstructorParameters<typeof StripMaker>[0] => ({
  ffmpeg: "ffmpeg",
  cacheFolder: cache.path,
  signal: new AbortController().signal,
});
const kept = (name: string): Promise<string[]> => readdir(join(cache.path, name)).catch(() => []);

const FILM = { width: 2000, height: 2000 };
const kinds: ReadonlyArray<readonly [PresenterStrip["kind"], StripRequest["size"]]> = [
  ["raw", { width: 500, height: 500 }],
  ["compressed", FILM],
];

test.for(kinds)(
  "a %s strip is begun at once, and what is not finished ends with its maker",
  async ([kind, size]) => {
    const maker = new StripMaker(setting());
    const strip = await maker.begin({ ...request, size });
    expect(strip.kind).toBe(kind);
    await maker[Symbol.asyncDispose]();
    await expect(strip.made).rejects.toMatchObject({ code: "interrupted" });
    expect(await kept("media")).toEqual([]);
    expect(await kept("strips")).toEqual([]);
  },
);

test("a compressed strip that is there is not made again", async () => {
  // Three pictures, at a rate that is not the clip's.
  const large = { ...request, size: { width: 8000, height: 6000 }, end: 6 };
  await using maker = new StripMaker(setting());
  const first = await maker.begin(large);
  await first.made;
  const { ino } = await stat(first.file);
  const second = await maker.begin(large);
  await second.made;
  expect(second.file).toBe(first.file);
  expect((await stat(second.file)).ino).toBe(ino);

  // One that has changed on the disk is.
  await writeFile(first.file, "changed");
  const third = await maker.begin(large);
  await third.made;
  expect((await stat(third.file)).ino).not.toBe(ino);
  expect((await readFile(third.file)).subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
});

test("both kinds show the same picture in each frame, from any frame on, and hold the last", async () => {
  await using maker = new StripMaker(setting());
  const small = { ...request, first: 3, end: 203, size: { width: 64, height: 36 } };
  const raw = await maker.begin(small);
  const compressed = await maker.begin({ ...small, size: FILM });
  expect([raw.kind, compressed.kind]).toEqual(["raw", "compressed"]);
  for (const first of [3, 47, 150]) {
    await using one = await openStrip("ffmpeg", raw, first);
    await using other = await openStrip("ffmpeg", compressed, first);
    for (const frame of [first, first + 1, first + 2, first + 3, first + 30, 202, 900]) {
      expect(await one.goTo(frame)).toBe(await other.goTo(frame));
      const shown = Math.floor((Math.min(frame, 202) * 25) / 60);
      expect([numberIn(one, small.size), numberIn(other, FILM)]).toEqual([shown, shown]);
    }
  }
});

test("a clip that is slower than the composition has each of its pictures once", async () => {
  await using maker = new StripMaker(setting());
  const strip = await maker.begin({ ...request, size: { width: 8, height: 8 }, end: 120 });
  await strip.made;
  // Two seconds at 60 frames a second, of 25 pictures a second.
  expect((await stat(strip.file)).size).toBe(50 * 8 * 8 * 4);
  await using reader = await openStrip("ffmpeg", strip, 0);
  const turns: number[] = [];
  for (let frame = 0; frame < 12; frame += 1) if (await reader.goTo(frame)) turns.push(frame);
  // Frame n shows the last picture that begins at n / 60 or before: 0, 40, 80, 120, 160 ms.
  expect(turns).toEqual([0, 3, 5, 8, 10]);
});

function numberIn({ pixels }: StripReader, size: StripRequest["size"]): number | null {
  return readNumber({ data: pixels, width: size.width }, { x: 0, y: 0, ...size });
}

test("a clip that cannot be read ends the render, with one message, and without another try", async () => {
  const bytes = await readFile(request.file);
  const broken = join(cache.path, "broken.mp4");
  // What is said of the pictures is whole; only who reads them finds nothing.
  await writeFile(broken, bytes.fill(0, bytes.indexOf("mdat") + 4, bytes.indexOf("moov") - 4));
  const narration = await narrationOf({ file: broken });
  await using source = await project(composition("", "data-duration=1 data-no-timeline"));
  const environment = { cacheFolder: cache.path };
  const events: string[] = [];
  const onProgress = ({ event }: ProgressEvent): void => void events.push(event);
  await expect(renderFixture(source.path, { narration, environment, onProgress })).rejects.toMatchObject({
    code: "invalid-composition",
    message: expect.stringMatching(/broken\.mp4 cannot be read as a presenter: /) as string,
  });
  expect(events).not.toContain("retry");
});
