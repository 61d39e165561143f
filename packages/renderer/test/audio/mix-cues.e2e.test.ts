import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  clickOffset,
  clicks,
  encode,
  mixAll,
  mixFiles,
  peak,
  sine,
  writeWav,
} from "../support/sound-files.ts";
import { useSoundFolder } from "./sound-folder.ts";

const sounds = useSoundFolder();
const path = (name: string): string => sounds.path(name);

describe("what is heard", () => {
  it("passes what needs no change bit for bit", async () => {
    const sound = sine(48_000, 1, { frequency: 333, level: 0.8 });
    const url = await writeWav(path("exact.wav"), sound, clicks(48_000, 1, [0.5]));
    const mix = await mixAll([{ url }], { folder: sounds.folder, duration: 1 });
    expect(mix).toMatchObject({ samples: 48_000, limited: false });
    expect(mix.left).toEqual(sound.samples);
  });

  it("ends with the source, and leaves silence before and after", async () => {
    const mix = await mixAll([{ url: path("tone.wav"), start: 1, end: 6 }], {
      folder: sounds.folder,
      duration: 7.0001,
    });
    expect(mix.samples).toBe(336_005);
    expect(mix.left.length).toBe(336_005);
    expect([peak(mix.left, 0, 1), peak(mix.left, 5)]).toEqual([0, 0]);
    expect(peak(mix.left, 4.99, 5)).toBeGreaterThan(0.4);
  });

  it("adds sounds that overlap, each with its volume", async () => {
    const level = (value: number): Float32Array => new Float32Array(48_000).fill(value);
    const url = await writeWav(path("level.wav"), { rate: 48_000, samples: level(0.125) });
    const elements = [{ url }, { url, start: 0.25, volume: 0.5 }, { url, start: 0.5, end: 0.75, volume: 2 }];
    const { left } = await mixAll(elements, { folder: sounds.folder, duration: 2 });
    const at = (time: number): number => left[Math.round(time * 48_000)]!;
    expect([0.1, 0.3, 0.6, 0.8, 1.1, 1.3].map(at)).toEqual([0.125, 0.1875, 0.4375, 0.1875, 0.0625, 0]);
  });

  it("repeats without a gap from the in-point", async () => {
    const url = await writeWav(path("short.wav"), sine(48_000, 0.5, { frequency: 100, level: 0.5 }));
    const { left } = await mixAll([{ url, loop: true, inPoint: 0.1 }], {
      folder: sounds.folder,
      duration: 3,
    });
    const tone = sine(48_000, 3, { frequency: 100, level: 0.5 }).samples;
    // 0.4 s are whole periods of 100 Hz.
    expect(peak(left.map((value, index) => value - tone[index]!))).toBeLessThan(1e-5);
  });

  it("repeats the sound of a video with its picture", async () => {
    const url = path("loop.mp4");
    const picture = ["-f", "lavfi", "-i", "color=s=64x64:r=25:d=1", "-map", "0:a", "-map", "1:v"];
    await encode(path("c48000.wav"), url, [...picture, "-c:v", "libx264"]);
    const { left } = await mixAll([{ url, tag: "video", loop: true }], {
      folder: sounds.folder,
      duration: 4,
    });
    const offsets = [0.25, 1.25, 2.25, 3.25].map((time) => clickOffset(left, time));
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(clickOffset(left, 2.1)).toBeNaN();
    const once = await mixAll([{ url, tag: "video" }], { folder: sounds.folder, duration: 4 });
    expect(Math.abs(clickOffset(once.left, 2.3))).toBeLessThanOrEqual(1);
  });

  it("mixes 5.1 down as browsers do, and plays mono on both sides", async () => {
    const url = await encode(path("tone.wav"), path("six.wav"), [
      ...["-af", "pan=5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL=0*c0|BR=0*c0"],
    ]);
    const { left, right } = await mixAll([{ url }], { folder: sounds.folder, duration: 1 });
    expect([peak(left), peak(right)].map((value) => value.toFixed(2))).toEqual(["0.35", "0.35"]);
  });

  it("has no sound track without sounds", async () => {
    expect(
      await mixFiles([{ url: path("tone.wav"), muted: true }], { folder: sounds.folder, duration: 1 }),
    ).toBeNull();
    expect(
      await mixFiles([{ url: path("tone.wav"), volume: 0 }], { folder: sounds.folder, duration: 1 }),
    ).toBeNull();
  });
});

describe("bad sources", () => {
  it("plays a file that is cut off as far as it goes, and says so", async () => {
    const url = await encode(path("tone.wav"), path("cut.m4a"), ["-movflags", "+faststart"]);
    await truncate(url, Math.floor((await stat(url)).size / 2));
    const mix = await mixAll([{ url }], { folder: sounds.folder, duration: 4 });
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
    const mix = await mixAll([{ url }], { folder: sounds.folder, duration: 4 });
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
    const { left, complaints } = await mixAll(loops, { folder: sounds.folder, duration: 1 });
    expect([peak(left), complaints]).toEqual([0, []]);
  });

  it("says that the disk is full", async () => {
    const mixed = mixAll([{ url: path("tone.wav") }], { folder: "/dev", duration: 1, name: "full" });
    await expect(mixed).rejects.toMatchObject({ code: "disk-full" });
  });

  it("does not take a sound for damaged because its decoder was killed", async () => {
    const ffmpeg = path("dying-ffmpeg");
    await writeFile(ffmpeg, "#!/bin/sh\nkill -9 $$\n", { mode: 0o755 });
    await expect(
      mixAll([{ url: path("tone.wav") }], { folder: sounds.folder, duration: 1, ffmpeg }),
    ).rejects.toThrow(`ffmpeg was killed by SIGKILL while decoding ${path("tone.wav")}.`);
  });

  it("ends when it is told to", async () => {
    const { signal } = { signal: AbortSignal.timeout(150) };
    const mixed = mixAll([{ url: path("tone.wav"), loop: true }], {
      folder: sounds.folder,
      duration: 9000,
      signal,
    });
    await expect(mixed).rejects.toMatchObject({ code: "interrupted" });
  });
});
