import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import {
  clickOffset,
  clicks,
  encode,
  frequencyOf,
  mixAll,
  mixFiles,
  peak,
  sine,
  writeWav,
} from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let scratch: TemporaryFolder;
let folder: string;

beforeAll(async () => {
  scratch = await temporaryFolder();
  folder = scratch.path;
  await Promise.all(
    [22_050, 44_100, 48_000].map((rate) => writeWav(path(`c${rate}.wav`), clicks(rate, 4, sourceTimes))),
  );
  await writeWav(path("tone.wav"), sine(48_000, 4));
});

afterAll(() => scratch[Symbol.asyncDispose]());

const path = (name: string): string => join(folder, name);
const sourceTimes = [0.25, 1.1, 2.3, 3.77];

const formats: ReadonlyArray<readonly [name: string, options: readonly string[]]> = [
  ["out.flac", []],
  ["cbr.mp3", ["-b:a", "128k"]],
  ["vbr.mp3", ["-q:a", "3"]],
  ["out.m4a", []],
  ["vorbis.ogg", ["-c:a", "libvorbis", "-q:a", "6"]],
  ["opus.ogg", ["-c:a", "libopus", "-b:a", "128k"]],
  ["opus.webm", ["-c:a", "libopus", "-b:a", "128k"]],
  [
    "fragments.mov",
    ["-c:a", "pcm_s16le", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "300000"],
  ],
  ["vorbis.mkv", ["-c:a", "libvorbis", "-q:a", "6"]],
];

describe("sync", () => {
  it.each([22_050, 44_100, 48_000])("keeps clicks of %i Hz to the sample", async (rate) => {
    const { left, right } = await mixAll([{ url: path(`c${rate}.wav`), start: 0.5 }], {
      folder,
      duration: 5,
    });
    expect(sourceTimes.map((time) => clickOffset(left, time + 0.5))).toEqual([0, 0, 0, 0]);
    expect(right).toEqual(left);
  });

  it.each(formats)(
    "keeps clicks of %s within a sample, from the start and from an in-point",
    async (name, options) => {
      const url = await encode(path("c44100.wav"), path(`44-${name}`), options);
      const elements = [
        { url, end: 4 },
        { url, start: 5, inPoint: 1.7 },
      ];
      const { left } = await mixAll(elements, { folder, duration: 8 });
      const times = [...sourceTimes, 5.6, 7.07];
      const offsets = times.map((time) => clickOffset(left, time));
      expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    },
  );

  it("gives the same samples for a part as for the whole", async () => {
    const element = { url: path("c44100.wav"), start: 0.3, volume: 0.5 };
    const whole = await mixAll([element], { folder, duration: 4 });
    const part = await mixAll([element], { folder, duration: 4, from: 1 });
    expect(part.samples).toBe(3 * 48_000);
    expect(sourceTimes.slice(1).map((time) => clickOffset(part.left, time - 1 + 0.3))).toEqual([
      0,
      0,
      Number.NaN,
    ]);
    expect(peak(part.left.map((value, index) => value - whole.left[index + 48_000]!))).toBeLessThan(1e-4);
  });

  it("keeps sync over ten minutes", async () => {
    const times = [0.5, 300.25, 599.5];
    await writeWav(path("long.wav"), clicks(24_000, 600, times));
    const url = await encode(path("long.wav"), path("long.mp3"), ["-b:a", "32k"]);
    const { left, samples } = await mixAll([{ url }], { folder, duration: 600 });
    expect(samples).toBe(28_800_000);
    expect(Math.max(...times.map((time) => Math.abs(clickOffset(left, time))))).toBeLessThanOrEqual(1);
  });

  it.each(["far.mp3", "far.m4a", "far.ogg", "far.flac"])("goes to an in-point far into %s", async (name) => {
    await writeWav(path("far.wav"), clicks(16_000, 330, [320.5]));
    const url = await encode(path("far.wav"), path(name));
    const { left } = await mixAll([{ url, inPoint: 319.7 }], { folder, duration: 2 });
    expect(Math.abs(clickOffset(left, 0.8))).toBeLessThanOrEqual(1);
  });

  it("puts silence where an edit list says that sound begins late", async () => {
    await encode(path("c48000.wav"), path("plain.m4a"));
    const url = path("late.mp4");
    await encode(path("plain.m4a"), url, [
      ...["-itsoffset", "0.4", "-i", path("plain.m4a"), "-map", "1:a", "-c", "copy"],
      // Edit lists count in the film's own unit, which ffmpeg makes a whole millisecond.
      ...["-movie_timescale", "48000"],
    ]);
    const { left } = await mixAll([{ url }], { folder, duration: 5 });
    const offsets = sourceTimes.map((time) => clickOffset(left, time + 0.4));
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    const late = await mixAll([{ url, inPoint: 1 }], { folder, duration: 2 });
    expect(Math.abs(clickOffset(late.left, 0.5))).toBeLessThanOrEqual(1);
  });
});

describe("sound that begins after the picture", () => {
  it.each(["late.ts", "late.mpg"])("comes as late from %s", async (name) => {
    const offsetsWith = async (delay: number): Promise<number[]> => {
      const url = await encode(path("c48000.wav"), path(name), [
        ...["-f", "lavfi", "-i", "testsrc=s=64x36:d=4", "-itsoffset", `${delay}`, "-i", path("c48000.wav")],
        ...["-map", "1:v", "-map", "2:a", "-c:v", "mpeg2video", "-c:a", "mp2"],
      ]);
      const { audio } = await probeMedia(url, { ffprobe: "ffprobe", signal: new AbortController().signal });
      const start = audio?.start ?? 0;
      expect(start).toBeCloseTo(delay, 1);
      const { left } = await mixAll([{ url }, { url, start: 6, inPoint: 1 }], { folder, duration: 10 });
      return [1.1, 2.3, 7.3].map((time) => clickOffset(left, time + start));
    };
    // The delay of the codec itself, of which these formats say nothing.
    const [codec = 0] = await offsetsWith(0);
    const off = (await offsetsWith(0.4)).map((offset) => Math.abs(offset - codec));
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
  });
});

describe("rate", () => {
  it.each([0.5, 2, 3])("plays at %d times the speed with the pitch kept", async (rate) => {
    const { left } = await mixAll([{ url: path("tone.wav"), rate }], { folder, duration: 9 });
    expect(frequencyOf(left, 0.2, 1.1)).toBeCloseTo(440, 0);
    expect(peak(left, 0.1, 4 / rate - 0.1)).toBeCloseTo(0.5, 1);
    expect(peak(left, 4 / rate + 0.1)).toBe(0);
  });

  it.each([0.5, 2])("brings moments of the source at their time at %d times the speed", async (rate) => {
    const { left } = await mixAll([{ url: path("c48000.wav"), rate }], { folder, duration: 8 });
    const seen = sourceTimes.map((time) => loudest(left, time / rate - 0.1, time / rate + 0.1));
    const errors = seen.map((time, index) => Math.abs(time - sourceTimes[index]! / rate));
    expect(Math.max(...errors)).toBeLessThan(0.05);
  });
});

describe("what is heard", () => {
  it("passes what needs no change bit for bit", async () => {
    const sound = sine(48_000, 1, { frequency: 333, level: 0.8 });
    const url = await writeWav(path("exact.wav"), sound, clicks(48_000, 1, [0.5]));
    const mix = await mixAll([{ url }], { folder, duration: 1 });
    expect(mix).toMatchObject({ samples: 48_000, limited: false });
    expect(mix.left).toEqual(sound.samples);
  });

  it("ends with the source, and leaves silence before and after", async () => {
    const mix = await mixAll([{ url: path("tone.wav"), start: 1, end: 6 }], { folder, duration: 7.0001 });
    expect(mix.samples).toBe(336_005);
    expect(mix.left.length).toBe(336_005);
    expect([peak(mix.left, 0, 1), peak(mix.left, 5)]).toEqual([0, 0]);
    expect(peak(mix.left, 4.99, 5)).toBeGreaterThan(0.4);
  });

  it("adds sounds that overlap, each with its volume", async () => {
    const level = (value: number): Float32Array => new Float32Array(48_000).fill(value);
    const url = await writeWav(path("level.wav"), { rate: 48_000, samples: level(0.125) });
    const elements = [{ url }, { url, start: 0.25, volume: 0.5 }, { url, start: 0.5, end: 0.75, volume: 2 }];
    const { left } = await mixAll(elements, { folder, duration: 2 });
    const at = (time: number): number => left[Math.round(time * 48_000)]!;
    expect([0.1, 0.3, 0.6, 0.8, 1.1, 1.3].map(at)).toEqual([0.125, 0.1875, 0.4375, 0.1875, 0.0625, 0]);
  });

  it("repeats without a gap from the in-point", async () => {
    const url = await writeWav(path("short.wav"), sine(48_000, 0.5, { frequency: 100, level: 0.5 }));
    const { left } = await mixAll([{ url, loop: true, inPoint: 0.1 }], { folder, duration: 3 });
    const tone = sine(48_000, 3, { frequency: 100, level: 0.5 }).samples;
    // 0.4 s are whole periods of 100 Hz.
    expect(peak(left.map((value, index) => value - tone[index]!))).toBeLessThan(1e-5);
  });

  it("repeats the sound of a video with its picture", async () => {
    const url = path("loop.mp4");
    const picture = ["-f", "lavfi", "-i", "color=s=64x64:r=25:d=1", "-map", "0:a", "-map", "1:v"];
    await encode(path("c48000.wav"), url, [...picture, "-c:v", "libx264"]);
    const { left } = await mixAll([{ url, tag: "video", loop: true }], { folder, duration: 4 });
    const offsets = [0.25, 1.25, 2.25, 3.25].map((time) => clickOffset(left, time));
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(clickOffset(left, 2.1)).toBeNaN();
    const once = await mixAll([{ url, tag: "video" }], { folder, duration: 4 });
    expect(Math.abs(clickOffset(once.left, 2.3))).toBeLessThanOrEqual(1);
  });

  it("mixes 5.1 down as browsers do, and plays mono on both sides", async () => {
    const url = await encode(path("tone.wav"), path("six.wav"), [
      ...["-af", "pan=5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL=0*c0|BR=0*c0"],
    ]);
    const { left, right } = await mixAll([{ url }], { folder, duration: 1 });
    expect([peak(left), peak(right)].map((value) => value.toFixed(2))).toEqual(["0.35", "0.35"]);
  });

  it("has no sound track without sounds", async () => {
    expect(await mixFiles([{ url: path("tone.wav"), muted: true }], { folder, duration: 1 })).toBeNull();
    expect(await mixFiles([{ url: path("tone.wav"), volume: 0 }], { folder, duration: 1 })).toBeNull();
  });
});

describe("bad sources", () => {
  it("plays a file that is cut off as far as it goes, and says so", async () => {
    const url = await encode(path("tone.wav"), path("cut.m4a"), ["-movflags", "+faststart"]);
    await truncate(url, Math.floor((await stat(url)).size / 2));
    const mix = await mixAll([{ url }], { folder, duration: 4 });
    expect(mix.complaints).toEqual([
      expect.stringMatching(/cut\.m4a is damaged or cut off: \d\.\d s of its sound/),
    ]);
    expect(peak(mix.left, 0.2, 1)).toBeGreaterThan(0.4);
    expect(peak(mix.left, 3.8)).toBe(0);
  });

  it("plays on after a damaged stretch", async () => {
    const url = await encode(path("c48000.wav"), path("damaged.mp3"), ["-b:a", "128k"]);
    const bytes = await readFile(url);
    await writeFile(url, bytes.fill(0x55, 24_000, 25_000));
    const mix = await mixAll([{ url }], { folder, duration: 4 });
    expect(peak(mix.left, 3.6, 3.9)).toBeGreaterThan(0.5);
    expect([clickOffset(mix.left, 0.25), clickOffset(mix.left, 1.1)]).toEqual([0, 0]);
  });

  it("is silent from an in-point behind the end", async () => {
    const url = await encode(path("tone.wav"), path("whole.m4a"));
    const loops = [
      { url, inPoint: 9 },
      { url, inPoint: 9, loop: true },
      { url: path("tone.wav"), inPoint: 9, loop: true },
    ];
    const { left, complaints } = await mixAll(loops, { folder, duration: 1 });
    expect([peak(left), complaints]).toEqual([0, []]);
  });

  it("says that the disk is full", async () => {
    const mixed = mixAll([{ url: path("tone.wav") }], { folder: "/dev", duration: 1, name: "full" });
    await expect(mixed).rejects.toMatchObject({ code: "disk-full" });
  });

  it("does not take a sound for damaged because its decoder was killed", async () => {
    const ffmpeg = path("dying-ffmpeg");
    await writeFile(ffmpeg, "#!/bin/sh\nkill -9 $$\n", { mode: 0o755 });
    await expect(mixAll([{ url: path("tone.wav") }], { folder, duration: 1, ffmpeg })).rejects.toThrow(
      `ffmpeg was killed by SIGKILL while decoding ${path("tone.wav")}.`,
    );
  });

  it("ends when it is told to", async () => {
    const { signal } = { signal: AbortSignal.timeout(150) };
    const mixed = mixAll([{ url: path("tone.wav"), loop: true }], { folder, duration: 9000, signal });
    await expect(mixed).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("limit", () => {
  it("keeps two full-scale tones below −1 dBTP without moving them", async () => {
    const url = await writeWav(path("full.wav"), sine(48_000, 3, { frequency: 997, level: 1 }));
    const clicking = path("c48000.wav");
    const elements = [{ url }, { url }, { url: clicking, start: 3 }];
    const mix = await mixAll(elements, { folder, duration: 7 });
    expect(mix.limited).toBe(true);
    expect(await truePeak(mix.file)).toBeLessThanOrEqual(-0.9);
    expect(peak(mix.left, 1, 2)).toBeGreaterThan(0.85);
    expect(sourceTimes.map((time) => clickOffset(mix.left, time + 3))).toEqual([0, 0, 0, 0]);
    // A second after the last peak nothing is changed any more.
    const alone = await mixAll([{ url: clicking, start: 3 }], { folder, duration: 7 });
    expect(mix.left.subarray(4.5 * 48_000)).toEqual(alone.left.subarray(4.5 * 48_000));
  });

  it("finds peaks between samples", async () => {
    // A quarter of the sample rate, at 45°: samples of 0.88 are on a wave of 1.24.
    const samples = Float32Array.from({ length: 96_000 }, (_, index) => (index % 4 < 2 ? 0.88 : -0.88));
    const url = await writeWav(path("between.wav"), { rate: 48_000, samples });
    const mix = await mixAll([{ url, fadeIn: 0.5, fadeOut: 0.5 }], { folder, duration: 2 });
    expect(await truePeak(mix.file)).toBeLessThanOrEqual(-0.8);
    expect(await truePeak(mix.file)).toBeGreaterThan(-1.3);
  });

  it("survives samples that are no numbers", async () => {
    const samples = new Float32Array(48_000).fill(0.1);
    samples.set([Number.NaN, Infinity, -Infinity, 1e38], 1000);
    const url = await writeWav(path("hostile.wav"), { rate: 48_000, samples });
    const { left } = await mixAll([{ url }], { folder, duration: 1 });
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

/** When a stretch is loudest, in seconds. */
function loudest(samples: Float32Array, from: number, to: number): number {
  const first = Math.round(from * 48_000);
  const part = samples.subarray(first, Math.round(to * 48_000));
  const place = part.reduce(
    (best, value, index) => (Math.abs(value) > Math.abs(part[best]!) ? index : best),
    0,
  );
  return (first + place) / 48_000;
}
