import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { measureLevels } from "../../src/media/measure-levels.ts";
import { repository } from "../support/fixtures.ts";
import { writeWav } from "../support/sound-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { readPageScript, type PageScript } from "./run-page-script.ts";

const { signal } = new AbortController();
let beats: PageScript;

beforeAll(async () => {
  beats = await readPageScript("event-promo/beats.js");
});

/** The beats that are heard in a file. */
async function heardIn(file: string): Promise<readonly number[]> {
  const levels = await measureLevels(file, { perSecond: 100, ffmpeg: "ffmpeg", signal });
  return beats(`beatGrid({ levels: ${JSON.stringify(levels)} }, 40)`) as readonly number[];
}

/** Drums on every beat, and a tone that goes on in between. */
async function writeDrums(folder: string, bpm: number, first: number): Promise<string> {
  const rate = 24_000;
  const samples = Float32Array.from({ length: rate * 24 }, (_, index) => {
    const time = index / rate;
    const since = time < first ? 9 : (time - first) % (60 / bpm);
    const drum = 0.7 * Math.sin(2 * Math.PI * 60 * since) * Math.exp(-since * 14);
    return drum + 0.08 * Math.sin(2 * Math.PI * 330 * time);
  });
  return writeWav(join(folder, "drums.wav"), { rate, samples });
}

describe("the beats of event-promo", () => {
  it.each([
    [97, 0.31],
    [128, 0.05],
    [110.5, 0.42],
  ])("are heard in music of %d a minute", async (bpm, first) => {
    await using folder = await temporaryFolder();
    const heard = await heardIn(await writeDrums(folder.path, bpm, first));
    const errors = heard.slice(0, 40).map((beat) => {
      const off = ((beat - first) * bpm) / 60;
      return (Math.abs(off - Math.round(off)) * 60) / bpm;
    });
    expect(Math.max(...errors)).toBeLessThan(0.03);
    expect((heard[1] ?? 0) - (heard[0] ?? 0)).toBeCloseTo(60 / bpm, 2);
  });

  it("are every half second in its own music, from the first", async () => {
    const heard = await heardIn(join(repository, "templates/event-promo/music/northlight.m4a"));
    for (const [index, beat] of heard.slice(0, 40).entries())
      expect(Math.abs(beat - index / 2)).toBeLessThan(0.03);
  });

  it("are those of the data, which go on as they went", () => {
    const grid = beats("beatGrid({ beats: [0.2, 0.7, 1.2, 1.9] }, 4)") as readonly number[];
    expect(grid.slice(0, 6).map((beat) => beat.toFixed(2))).toEqual([
      "0.20",
      "0.70",
      "1.20",
      "1.90",
      "2.40",
      "2.90",
    ]);
    expect(beats("beatGrid({ bpm: 100, firstBeat: 1 }, 2)")).toEqual([1, 1.6, 2.2, 2.8]);
  });

  it("are halved where they are too quick to be read by, and doubled where too slow", () => {
    const stepOf = (bpm: number): number => {
      const [one = 0, two = 0] = beats(`beatGrid({ bpm: ${bpm} }, 8)`) as readonly number[];
      return two - one;
    };
    expect(stepOf(180)).toBeCloseTo(2 / 3, 5);
    expect(stepOf(60)).toBeCloseTo(0.5, 5);
  });

  it("are half a second where nothing is heard", () => {
    const silence = {
      perSecond: 100,
      bass: Array.from({ length: 500 }, () => 0),
      loudness: Array.from({ length: 500 }, () => 0),
    };
    expect(beats(`beatGrid({ levels: ${JSON.stringify(silence)} }, 2)`)).toEqual([0, 0.5, 1, 1.5]);
  });
});
