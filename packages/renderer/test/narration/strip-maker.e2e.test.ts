import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFfprobe } from "../../src/ffmpeg/find-ffprobe.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import type { StripRequest } from "../../src/narration/presenter-strip.ts";
import { StripMaker } from "../../src/narration/strip-maker.ts";
import type { ProgressEvent } from "../../src/progress.ts";
import { parseFrameRate } from "../../src/timeline/frame-rate.ts";
import { composition, project } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { videoFolder, type VideoFolder } from "../support/video-files.ts";

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
  // Large, so that it is far from done when it is ended.
  const size = { width: 2000, height: 2000 };
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
const kept = (): Promise<string[]> => readdir(join(cache.path, "media"));

test("a strip is begun at once, and what is not finished ends with its maker", async () => {
  const maker = new StripMaker(setting());
  const { strip, made } = await maker.begin(request);
  expect(await kept()).not.toContain(strip.file);
  await maker[Symbol.asyncDispose]();
  await expect(made).rejects.toMatchObject({ code: "interrupted" });
  expect(await kept()).toEqual([]);
});

test("a strip that is there is not made again", async () => {
  const small = { ...request, size: { width: 20, height: 20 }, end: 60 };
  await using maker = new StripMaker(setting());
  const first = await maker.begin(small);
  await first.made;
  const made = await kept();
  expect(made).toHaveLength(1);
  await (
    await maker.begin(small)
  ).made;
  expect(await kept()).toEqual(made);
});

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
