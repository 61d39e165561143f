import { describe, expect, it } from "vitest";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { clickOffset, clicks, encode, frequencyOf, mixAll, peak, writeWav } from "../support/sound-files.ts";
import { sourceTimes, useSoundFolder } from "./sound-folder.ts";

const sounds = useSoundFolder();
const path = (name: string): string => sounds.path(name);

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
      folder: sounds.folder,
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
      const { left } = await mixAll(elements, { folder: sounds.folder, duration: 8 });
      const times = [...sourceTimes, 5.6, 7.07];
      const offsets = times.map((time) => clickOffset(left, time));
      expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    },
  );

  it("gives the same samples for a part as for the whole", async () => {
    const element = { url: path("c44100.wav"), start: 0.3, volume: 0.5 };
    const whole = await mixAll([element], { folder: sounds.folder, duration: 4 });
    const part = await mixAll([element], { folder: sounds.folder, duration: 4, from: 1 });
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
    const { left, samples } = await mixAll([{ url }], { folder: sounds.folder, duration: 600 });
    expect(samples).toBe(28_800_000);
    expect(Math.max(...times.map((time) => Math.abs(clickOffset(left, time))))).toBeLessThanOrEqual(1);
  });

  it.each(["far.mp3", "far.m4a", "far.ogg", "far.flac"])("goes to an in-point far into %s", async (name) => {
    await writeWav(path("far.wav"), clicks(16_000, 330, [320.5]));
    const url = await encode(path("far.wav"), path(name));
    const { left } = await mixAll([{ url, inPoint: 319.7 }], { folder: sounds.folder, duration: 2 });
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
    const { left } = await mixAll([{ url }], { folder: sounds.folder, duration: 5 });
    const offsets = sourceTimes.map((time) => clickOffset(left, time + 0.4));
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
    const late = await mixAll([{ url, inPoint: 1 }], { folder: sounds.folder, duration: 2 });
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
      const { left } = await mixAll([{ url }, { url, start: 6, inPoint: 1 }], {
        folder: sounds.folder,
        duration: 10,
      });
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
    const { left } = await mixAll([{ url: path("tone.wav"), rate }], { folder: sounds.folder, duration: 9 });
    expect(frequencyOf(left, 0.2, 1.1)).toBeCloseTo(440, 0);
    expect(peak(left, 0.1, 4 / rate - 0.1)).toBeCloseTo(0.5, 1);
    expect(peak(left, 4 / rate + 0.1)).toBe(0);
  });

  it.each([0.5, 2])("brings moments of the source at their time at %d times the speed", async (rate) => {
    const { left } = await mixAll([{ url: path("c48000.wav"), rate }], {
      folder: sounds.folder,
      duration: 8,
    });
    const seen = sourceTimes.map((time) => loudest(left, time / rate - 0.1, time / rate + 0.1));
    const errors = seen.map((time, index) => Math.abs(time - sourceTimes[index]! / rate));
    expect(Math.max(...errors)).toBeLessThan(0.05);
  });
});

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
