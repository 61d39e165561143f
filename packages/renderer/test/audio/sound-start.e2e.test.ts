import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode, mixAll, writeWav, type Sound } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** Ticks of 15 ms, which begin at once, at these times in seconds: the first with the file. */
const TICKS = [0, 0.25];
const TICK_SAMPLES = 720;

let scratch: TemporaryFolder;
const path = (name: string): string => join(scratch.path, name);

beforeAll(async () => {
  scratch = await temporaryFolder();
});
afterAll(() => scratch[Symbol.asyncDispose]());

const formats: ReadonlyArray<readonly [name: string, rate: number, options: readonly string[]]> = [
  ["aac.m4a", 44_100, []],
  ["aac.mov", 22_050, []],
  ["aac.mkv", 48_000, ["-c:a", "aac"]],
  ["adts.aac", 24_000, []],
  ["lame.mp3", 24_000, []],
  ["lame.mp3", 22_050, []],
  ["lame.mp3", 8000, []],
  ["lame.mp3", 44_100, []],
  ["bare.mp3", 16_000, ["-write_xing", "0"]],
  ["opus.ogg", 48_000, ["-c:a", "libopus"]],
  ["opus.webm", 24_000, ["-c:a", "libopus"]],
  ["vorbis.webm", 44_100, ["-c:a", "libvorbis"]],
  ["alac.m4a", 44_100, ["-c:a", "alac"]],
  ["ac3.mp4", 48_000, ["-c:a", "ac3"]],
  ["out.flac", 22_050, []],
  ["out.aiff", 44_100, []],
];

describe("the beginning of a sound", () => {
  it.each(formats)(
    "is that of all of it in %s of %i Hz, and so is every in-point",
    async (name, rate, options) => {
      const url = await encode(await ticking(rate), path(`${rate}-${name}`), options);
      const whole = await decodeWhole(url);
      const inPoints = [0, 0.0101, 0.25];
      const elements = inPoints.map((inPoint, index) => ({ url, inPoint, start: index }));
      const { left } = await mixAll(elements, {
        folder: scratch.path,
        duration: 3,
        name: `${rate}-${name}.f32`,
      });
      const wrong = inPoints.map((inPoint, index) =>
        largestDifference(left.subarray(index * 48_000), whole.subarray(Math.round(inPoint * 48_000))),
      );
      expect(Math.max(...wrong)).toBeLessThan(0.001);
      // Without a header that tells of it, the codec's own delay comes first.
      expect(energy(left.subarray(0, 9600))).toBeGreaterThan(10);
    },
  );

  it.each([0.5, 2])("is there at %d times the speed, where it is repeated too", async (speed) => {
    const url = await encode(await ticking(44_100), path(`fast-${speed}.m4a`));
    const elements = [
      { url, rate: speed, loop: true },
      { url, rate: speed, inPoint: 0.25, start: 2 },
    ];
    const { left } = await mixAll(elements, { folder: scratch.path, duration: 3, name: `fast-${speed}.f32` });
    expect([onset(left), onset(left.subarray(96_000))]).toEqual([0, 0]);
  });
});

describe("a file whose picture begins after its sound", () => {
  it.each(["late.mp4", "late.mkv", "late.ts"])("is heard from its beginning in %s", async (name) => {
    const source = await ticking(44_100);
    const picture = ["-f", "lavfi", "-i", "testsrc=s=64x36:r=25:d=0.3", "-vf", "setpts=PTS+0.2/TB"];
    const url = await encode(source, path(name), [...picture, "-map", "1:v", "-map", "0:a", "-c:a", "aac"]);
    const { left } = await mixAll([{ url, tag: "video" }], {
      folder: scratch.path,
      duration: 1,
      name: `${name}.f32`,
    });
    expect(largestDifference(left, await decodeWhole(url))).toBeLessThan(0.001);
  });
});

/** Half a second of silence with ticks. */
function ticking(rate: number): Promise<string> {
  const samples = new Float32Array(rate / 2);
  for (const time of TICKS) {
    for (let index = 0; index < 0.015 * rate; index += 1) {
      const fading = 1 - index / (0.015 * rate);
      samples[Math.round(time * rate) + index] = 0.6 * fading * Math.cos((2 * Math.PI * 900 * index) / rate);
    }
  }
  const sound: Sound = { rate, samples };
  return writeWav(path(`ticks-${rate}.wav`), sound);
}

/** One channel at 48 kHz, as ffmpeg decodes it when nothing is sought. */
async function decodeWhole(file: string): Promise<Float32Array> {
  const output = ["-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "f32le", "pipe:1"];
  const { stdout } = await execa("ffmpeg", ["-v", "error", "-i", file, ...output], { encoding: "buffer" });
  return new Float32Array(new Uint8Array(stdout).buffer);
}

/** In the length of a tick and a bit more. */
function largestDifference(samples: Float32Array, wanted: Float32Array): number {
  const part = samples.subarray(0, 2 * TICK_SAMPLES);
  return part.reduce((most, value, index) => Math.max(most, Math.abs(value - (wanted[index] ?? 0))), 0);
}

function energy(samples: Float32Array): number {
  return samples.reduce((sum, value) => sum + value ** 2, 0);
}

function onset(samples: Float32Array): number {
  return samples.findIndex((value) => Math.abs(value) > 0.1);
}
