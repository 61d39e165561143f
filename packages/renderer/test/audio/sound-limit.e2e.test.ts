import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { clickOffset, mixAll, peak, sine, writeWav } from "../support/sound-files.ts";
import { sourceTimes, useSoundFolder } from "./sound-folder.ts";

const sounds = useSoundFolder();
const path = (name: string): string => sounds.path(name);

describe("limit", () => {
  it("keeps two full-scale tones below −1 dBTP without moving them", async () => {
    const url = await writeWav(path("full.wav"), sine(48_000, 3, { frequency: 997, level: 1 }));
    const clicking = path("c48000.wav");
    const elements = [{ url }, { url }, { url: clicking, start: 3 }];
    const mix = await mixAll(elements, { folder: sounds.folder, duration: 7 });
    expect(mix.limited).toBe(true);
    expect(await truePeak(mix.file)).toBeLessThanOrEqual(-0.9);
    expect(peak(mix.left, 1, 2)).toBeGreaterThan(0.85);
    expect(sourceTimes.map((time) => clickOffset(mix.left, time + 3))).toEqual([0, 0, 0, 0]);
    // A second after the last peak nothing is changed any more.
    const alone = await mixAll([{ url: clicking, start: 3 }], { folder: sounds.folder, duration: 7 });
    expect(mix.left.subarray(4.5 * 48_000)).toEqual(alone.left.subarray(4.5 * 48_000));
  });

  it("finds peaks between samples", async () => {
    // A quarter of the sample rate, at 45°: samples of 0.88 are on a wave of 1.24.
    const samples = Float32Array.from({ length: 96_000 }, (_, index) => (index % 4 < 2 ? 0.88 : -0.88));
    const url = await writeWav(path("between.wav"), { rate: 48_000, samples });
    const mix = await mixAll([{ url, fadeIn: 0.5, fadeOut: 0.5 }], { folder: sounds.folder, duration: 2 });
    expect(await truePeak(mix.file)).toBeLessThanOrEqual(-0.8);
    expect(await truePeak(mix.file)).toBeGreaterThan(-1.3);
  });

  it("survives samples that are no numbers", async () => {
    const samples = new Float32Array(48_000).fill(0.1);
    samples.set([Number.NaN, Infinity, -Infinity, 1e38], 1000);
    const url = await writeWav(path("hostile.wav"), { rate: 48_000, samples });
    const { left } = await mixAll([{ url }], { folder: sounds.folder, duration: 1 });
    expect(left.every((value) => Number.isFinite(value))).toBe(true);
    expect(left[47_999]).toBeCloseTo(0.1);
  });
});

/** In dBTP, as ffmpeg measures it. */
async function truePeak(file: string): Promise<number> {
  const input = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", file];
  const { stderr } = await execa("ffmpeg", [
    "-hide_banner",
    ...input,
    "-af",
    "ebur128=peak=true",
    "-f",
    "null",
    "-",
  ]);
  return Number(/True peak:\s+Peak:\s+(-?[\d.]+|-inf) dBFS/.exec(stderr)![1]);
}
