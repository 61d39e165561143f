import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { assembleMuxed } from "../../src/assemble/assemble-muxed.ts";
import type { FileRequest } from "../../src/assemble/assemble-request.ts";
import { resolveFormat } from "../../src/encode/resolve-format.ts";
import { frame } from "../../src/timeline/units.ts";
import { sha256Of } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { fileRequest, formatOptions } from "./file-request.ts";

const RATE = 48_000;
/** Of NTSC: 59 frames are 1.968633… seconds, 94494.4 samples. */
const ntsc = { numerator: 30_000, denominator: 1001 };
const FRAMES = 59;
const SAMPLES = 94_494;
const clicks = [9600, 48_000, 90_001];
/** By how many samples a click may be off: none where there is no loss. */
const limits = { mp4: 1, webm: 1, mov: 0, wav: 0, m4a: 1 } as const;
type Name = keyof typeof limits;

/** Two seconds of silence, with a click of one sample on the left now and then: longer than the picture. */
async function writeSound(folder: string): Promise<{ file: string; samples: number }> {
  const sound = new Float32Array(2 * RATE * 2);
  for (const click of clicks) sound.fill(0.9, click * 2, click * 2 + 1);
  const file = join(folder, "sound.f32");
  await writeFile(file, sound);
  return { file, samples: 2 * RATE };
}

/** A video with sound, or the sound alone. */
async function assemble(name: Name): Promise<TemporaryFolder & { readonly file: string }> {
  const folder = await temporaryFolder();
  const format = resolveFormat({ ...formatOptions, format: name, alpha: false });
  const segment = join(folder.path, "segment");
  const request: FileRequest = fileRequest(folder.path, {
    ...{ format, rate: ntsc, frames: frame(FRAMES), title: null },
    sound: await writeSound(folder.path),
    file: join(folder.path, `out.${name}`),
  });
  const size = { width: 64, height: 64 };
  const encode = { ...size, rate: ntsc, quality: "draft", crf: null, bitrate: null } as const;
  if (format.pictures === "filmed") {
    const pictures = Buffer.alloc(format.name === "mov" ? 64 * 64 * 4 * FRAMES : 64 * 64 * 1.5 * FRAMES, 128);
    await execa("ffmpeg", ["-v", "error", ...format.segments.arguments(encode), segment], {
      input: pictures,
    });
  }
  const repeats = Array.from({ length: FRAMES }, () => 0);
  await assembleMuxed(format.pictures === "filmed" ? [{ file: segment, repeats }] : [], request);
  return { ...folder, file: request.file };
}

/** Sample by sample, left and right. */
async function decodeSound(file: string): Promise<Float32Array> {
  const { stdout } = await execa("ffmpeg", ["-v", "error", "-i", file, "-vn", "-f", "f32le", "pipe:1"], {
    encoding: "buffer",
  });
  return new Float32Array(Uint8Array.from(stdout).buffer);
}

/** In seconds, as the container says it. */
async function soundLength(file: string): Promise<number> {
  const entries = ["-select_streams", "a", "-show_entries", "stream=duration:stream_tags=duration"];
  const { stdout } = await execa("ffprobe", ["-v", "error", ...entries, "-of", "json", file]);
  const { streams } = JSON.parse(stdout) as {
    readonly streams: ReadonlyArray<{ duration?: string; tags?: { DURATION: string } }>;
  };
  return Number(streams[0]?.duration ?? streams[0]?.tags?.DURATION.split(":").at(-1));
}

function loudest(sound: Float32Array, from: number, to: number): number {
  let best = from;
  for (let index = from; index < to; index += 1) {
    if (Math.abs(sound[index * 2] ?? 0) > Math.abs(sound[best * 2] ?? 0)) best = index;
  }
  return best;
}

describe.each(Object.keys(limits) as Name[])("%s", (name) => {
  test("has every click at its sample, and no sound after the picture", async () => {
    await using made = await assemble(name);
    const sound = await decodeSound(made.file);
    for (const click of clicks) {
      const found = loudest(sound, Math.max(0, click - 3000), click + 3000);
      expect(Math.abs(found - click)).toBeLessThanOrEqual(limits[name]);
      expect(Math.abs(sound[found * 2] ?? 0)).toBeGreaterThan(0.2);
      expect(Math.abs(sound[found * 2 + 1] ?? 1)).toBeLessThan(0.1);
    }
    // One or the other has the last packet's filling left out.
    const length = Math.min(sound.length / 2, (await soundLength(made.file)) * RATE);
    expect(length).toBeLessThanOrEqual(SAMPLES + 0.1);
    expect(length).toBeGreaterThan(SAMPLES - RATE / 1000);
  });

  test("has the same bytes each time", async () => {
    await using one = await assemble(name);
    await using other = await assemble(name);
    expect(await sha256Of(one.file)).toBe(await sha256Of(other.file));
  });
});

test("sound begins with the picture, and the delay of its codec is signalled", async () => {
  await using made = await assemble("mp4");
  const { stdout } = await execa("ffprobe", [
    ...["-v", "error", "-show_entries", "stream=codec_name,start_time,duration", "-of", "csv=p=0", made.file],
  ]);
  expect(stdout.split("\n")).toEqual(["h264,0.000000,1.968633", "aac,0.000000,1.968625"]);
});
