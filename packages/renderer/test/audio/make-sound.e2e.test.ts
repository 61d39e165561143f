import { join } from "node:path";
import { expect, it } from "vitest";
import { makeSound, type SoundRequest } from "../../src/audio/make-sound.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { frame, seconds } from "../../src/timeline/units.ts";
import { openStudio, sceneOf } from "../support/open-studio.ts";
import { mediaReport, peak, readFloats, sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();

it("plays what a page plays, as loud as its scripts say, and as long as the pictures", async () => {
  await using scratch = await temporaryFolder();
  await using studio = await openStudio("begin-frame");
  const scene = sceneOf("volume", { wantsTimeline: true });
  await using take = await studio.source.open(scene);
  const file = await writeWav(join(scratch.path, "tone.wav"), sine(48_000, 2, { level: 0.5 }));
  const info = await probeMedia(file, { ffprobe: "ffprobe", signal });
  const fading = take.measure.media.find(({ id }) => id === "fade")!;
  const request: SoundRequest = {
    ...{ measure: { media: [fading], changesVolume: true }, scene, file: join(scratch.path, "mix"), signal },
    ...{ sources: new Map([[fading.url, { file, info }]]), ffmpeg: "ffmpeg" },
    ...{ duration: seconds(2), frames: frame(60), first: frame(10), end: frame(55) },
    studio: () => Promise.resolve(studio.studio),
  };
  const track = await makeSound(request);
  expect(track).toMatchObject({ samples: 72_000, complaints: [] });
  const { left } = await readFloats(track!.file);
  const at = (time: number): number => peak(left, time - 1 / 3 - 0.005, time - 1 / 3 + 0.005);
  expect([0.4, 1, 1.7].map((time) => Number(at(time).toFixed(2)))).toEqual([0, 0.15, 0.3]);
});

it("makes no sound track, and opens no page, where nothing can sound", async () => {
  const request: SoundRequest = {
    ...{ measure: { media: [mediaReport({ url: "u" })], changesVolume: true }, scene: sceneOf("volume") },
    ...{ sources: new Map([["u", { fault: "is missing" }]]), ffmpeg: "ffmpeg", file: "/dev/null", signal },
    ...{ duration: seconds(2), frames: frame(60), first: frame(0), end: frame(60) },
    studio: () => Promise.reject(new Error("no page is wanted")),
  };
  expect(await makeSound(request)).toBeNull();
});
