import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { fixture } from "../support/fixtures.ts";
import { renderFixture } from "../support/render-fixture.ts";

const folder = fixture("real-clips");
const FRAME_BYTES = 320 * 240 * 3;

interface SourceFrame {
  readonly time: number;
  readonly picture: Buffer;
}

/** Every frame of the film as ffmpeg decodes it, with its time. The film is of standard definition, so its matrix is BT.601. */
let source: readonly SourceFrame[];
beforeAll(async () => {
  const film = join(folder, "media/realshort.mp4");
  const filter = "scale=in_color_matrix=bt601:out_range=pc:flags=accurate_rnd+full_chroma_int,format=rgb24";
  const decode = ["-fps_mode", "passthrough", "-vf", filter, "-f", "rawvideo", "pipe:1"];
  const pictures = await execa("ffmpeg", ["-v", "error", "-i", film, ...decode], { encoding: "buffer" });
  const all = Buffer.from(pictures.stdout);
  const entries = [
    "-select_streams",
    "v",
    "-show_entries",
    "frame=best_effort_timestamp_time",
    "-of",
    "csv=p=0",
  ];
  const times = await execa("ffprobe", ["-v", "error", ...entries, film]);
  source = times.stdout.split("\n").map((time, index) => ({
    time: Number.parseFloat(time),
    picture: all.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES),
  }));
});

/** The mean of how far the values of two pictures are apart, of one value in 17. */
function distance(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 17) sum += Math.abs(a[index]! - b[index]!);
  return (sum * 17) / a.length;
}

/** Which source frame a picture shows, if one is clearly nearest. */
function nearest(picture: Buffer): number | null {
  const distances = source.map((frame) => distance(frame.picture, picture));
  const [first = 0, second = 0] = distances.toSorted((a, b) => a - b);
  return first < 2 && first < second - 0.1 ? distances.indexOf(first) : null;
}

async function samplesOf(file: string, filters = "anull"): Promise<Float32Array> {
  const output = ["-map", "0:a", "-af", filters, "-ar", "48000", "-ac", "2", "-f", "f32le", "pipe:1"];
  const { stdout } = await execa("ffmpeg", ["-v", "error", "-i", file, ...output], { encoding: "buffer" });
  return new Float32Array(stdout.slice().buffer);
}

/** What should be heard, as ffmpeg decodes the sounds. */
async function expectedSound(): Promise<Float32Array> {
  const mono = "pan=stereo|c0=c0|c1=c0";
  const parts = [
    { samples: await samplesOf(join(folder, "media/complete.oga")), start: 0.2, volume: 0.5, length: 9 },
    { samples: await samplesOf(join(folder, "media/deleted.mp3"), mono), start: 1.1, volume: 0.4, length: 1 },
  ];
  const sum = new Float32Array(2.5 * 96_000);
  for (const { samples, start, volume, length } of parts) {
    const first = start * 96_000;
    const count = Math.min(samples.length, length * 96_000, sum.length - first);
    for (let index = 0; index < count; index += 1)
      sum[Math.round(first) + index]! += volume * samples[index]!;
  }
  return sum;
}

/** How alike two stereo sounds are if one is moved by so many samples: 1 is the same. */
function correlation(a: Float32Array, b: Float32Array, lag: number): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 2000; index < Math.min(a.length, b.length) - 2000; index += 1) {
    const [x, y] = [a[index]!, b[index + 2 * lag]!];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

describe("clips that others made", () => {
  test.each(["24", "30", "60000/1001"])(
    "every frame and every sample is at its time at %s frames per second",
    async (fps) => {
      await using video = await renderFixture(folder, { fps, quality: "high" });
      expect(video.result.warnings).toEqual([]);
      const { frames } = await video.decode();
      const [numerator = 1, denominator = 1] = fps.split("/").map(Number);
      const expected = frames.map((_, index) => {
        const time = (index * denominator) / numerator - 0.25;
        const isOn = time >= -1e-6 && time < 1.5 - 1e-6;
        return isOn ? source.findLastIndex((frame) => frame.time <= time + 1e-5) : null;
      });
      expect(frames.map(nearest)).toEqual(expected);

      const [heard, wanted] = [await samplesOf(video.file), await expectedSound()];
      const likeness = [-2, -1, 0, 1, 2].map((lag) => correlation(wanted, heard, lag));
      expect(likeness.indexOf(Math.max(...likeness))).toBe(2);
      expect(likeness[2]).toBeGreaterThan(0.99);
    },
  );
});
