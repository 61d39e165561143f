import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, composition } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { projectOf } from "../support/project-of.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";
import { encode, readFloats, sine, writeWav, type Sound } from "../support/sound-files.ts";
import type { TemporaryFolder } from "../support/temporary-folder.ts";

/** A voice of 440 Hz that speaks from 2 s to 4 s of 6; music of 3 kHz all the time. */
const voice: Sound = {
  rate: 48_000,
  samples: sine(48_000, 6, { frequency: 440, level: 0.1 }).samples.map((value, index) =>
    index >= 96_000 && index < 192_000 ? value : 0,
  ),
};
const music = sine(48_000, 8, { frequency: 3000, level: 0.1 });
const page = composition(
  '<audio src="music.wav" data-start="0"></audio>',
  "data-duration=8 data-no-timeline",
);

let project: TemporaryFolder;

beforeAll(async () => {
  project = await projectOf({ "index.html": page });
  await writeWav(join(project.path, "voice.wav"), voice);
  await writeWav(join(project.path, "music.wav"), music);
});
afterAll(() => project[Symbol.asyncDispose]());

async function renderWith(sound: Readonly<Record<string, unknown>>): Promise<RenderedVideo> {
  const narration = await narrationOf({ file: join(project.path, "voice.wav"), block: { sound } });
  // Nobody is seen, so few pictures will do.
  return renderFixture(project.path, { environment: { cacheFolder }, browsers, fps: 2, narration });
}

/** The level of a tone between two times of a finished file, as an amplitude. */
async function levelOf(video: RenderedVideo, frequency: number, [from, to]: readonly [number, number]) {
  const floats = await encode(video.file, `${video.file}.f32`, ["-f", "f32le", "-ac", "2", "-ar", "48000"]);
  const { left } = await readFloats(floats);
  let [sine0, cosine] = [0, 0];
  const [first, end] = [Math.round(from * 48_000), Math.round(to * 48_000)];
  for (let index = first; index < end; index += 1) {
    const angle = (2 * Math.PI * frequency * index) / 48_000;
    sine0 += left[index]! * Math.sin(angle);
    cosine += left[index]! * Math.cos(angle);
  }
  return (2 * Math.hypot(sine0, cosine)) / (end - first);
}

async function loudnessOf({ file }: RenderedVideo): Promise<number> {
  const { stderr } = await execa("ffmpeg", ["-nostats", "-i", file, "-af", "ebur128", "-f", "null", "-"]);
  return Number(
    /Integrated loudness:\s+I:\s+(\S+) LUFS/.exec(stderr.slice(stderr.lastIndexOf("Summary")))?.[1],
  );
}

const decibels = (ratio: number): number => 20 * Math.log10(ratio);

describe("the sound of a narrated video", () => {
  it("has music that goes 12 dB down while somebody speaks, and comes up again", async () => {
    await using video = await renderWith({ loudness: false });
    const before = await levelOf(video, 3000, [0.5, 1.5]);
    const during = await levelOf(video, 3000, [2.1, 3.9]);
    const after = await levelOf(video, 3000, [5, 7]);
    expect(decibels(before / 0.1)).toBeCloseTo(0, 0);
    expect(decibels(during / before)).toBeGreaterThan(-12.5);
    expect(decibels(during / before)).toBeLessThan(-11.5);
    expect(decibels(after / before)).toBeCloseTo(0, 0);
    expect(decibels((await levelOf(video, 440, [2.1, 3.9])) / 0.1)).toBeCloseTo(0, 0);
  });

  it("leaves music as it is where it is told to, and takes levels", async () => {
    await using video = await renderWith({ loudness: false, duck: false, level: "-6 dB" });
    expect(decibels((await levelOf(video, 3000, [2.1, 3.9])) / 0.1)).toBeCloseTo(0, 0);
    expect(decibels((await levelOf(video, 440, [2.1, 3.9])) / 0.1)).toBeCloseTo(-6, 0);
  });

  it("is brought to a loudness", async () => {
    await using video = await renderWith({ loudness: -16 });
    expect(Math.abs((await loudnessOf(video)) + 16)).toBeLessThan(1);
  });
});
