import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { insertStillFrames } from "../../src/assemble/h264/insert-still-frames.ts";
import { muxMp4 } from "../../src/assemble/mux-mp4.ts";
import type { Mp4Options } from "../../src/assemble/mux-mp4.ts";
import { EncodeError, InterruptedError, OutputError, ToolMissingError } from "../../src/errors.ts";
import type { FrameRate } from "../../src/timeline/frame-rate.ts";
import { chunkOf, decode, encode, repeated, temporaryFolder } from "./h264-samples.ts";

const bt709 = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv";
const sample = { size: "130x98", frames: 6, settings: `-preset veryfast -g 4 ${bt709}` };
const repeats = [2, 0, 30, 0, 0, 4];
const count = 42;
/** In the video of two chunks. */
const keyFrames = [0, 36, 42, 78];

const optionsFor = (folder: string, changes: Partial<Mp4Options> = {}): Mp4Options => ({
  ffmpeg: "ffmpeg",
  file: join(folder, "a:b.part"),
  rate: { numerator: 30, denominator: 1 },
  title: "A “title” = \\ ; #1",
  comment: "line 1\nline 2",
  signal: new AbortController().signal,
  ...changes,
});

async function* video(): AsyncGenerator<Uint8Array, void> {
  const stream = await encode(sample);
  yield* insertStillFrames([chunkOf(stream, repeats), chunkOf(stream, repeats)]);
}

interface Probe {
  readonly packets: ReadonlyArray<{ pts: number; dts: number; duration: number; flags: string }>;
  readonly streams: ReadonlyArray<Readonly<Record<string, string | number>>>;
  readonly format: { readonly duration: string; readonly tags: Readonly<Record<string, string>> };
}

async function probe(file: string): Promise<Probe> {
  const { stdout } = await execa("ffprobe", [
    ...["-v", "error", "-show_streams", "-show_packets", "-show_format", "-of", "json", file],
  ]);
  return JSON.parse(stdout) as Probe;
}

describe("every frame has its exact time", () => {
  test.each<[number, number]>([
    [30, 1],
    [25, 1],
    [60, 1],
    [7, 1],
    [30000, 1001],
    [24000, 1001],
    [59, 2],
    [2997, 125],
  ])("at a rate of %i/%i", async (numerator, denominator) => {
    const rate: FrameRate = { numerator, denominator };
    await using folder = await temporaryFolder();
    const options = optionsFor(folder.path, { rate });
    await muxMp4(video(), options);
    const { packets, streams } = await probe(options.file);
    expect(packets.map(({ pts, dts, duration }) => [pts, dts, duration])).toEqual(
      Array.from({ length: 2 * count }, (_, index) => [
        index * denominator,
        index * denominator,
        denominator,
      ]),
    );
    expect(packets.flatMap(({ flags }, index) => (flags.startsWith("K") ? [index] : []))).toEqual(keyFrames);
    expect(streams[0]).toMatchObject({
      time_base: `1/${numerator}`,
      r_frame_rate: `${numerator}/${denominator}`,
      avg_frame_rate: `${numerator}/${denominator}`,
      start_pts: 0,
      duration_ts: 2 * count * denominator,
      nb_frames: `${2 * count}`,
    });
  });
});

test("shows the frames of the stream, and keeps what it says of colours", async () => {
  await using folder = await temporaryFolder();
  const options = optionsFor(folder.path);
  await muxMp4(video(), options);
  const frames = repeated(await decode(await encode(sample)), repeats);
  expect(await decode(options.file)).toEqual([...frames, ...frames]);
  const bytes = await readFile(options.file);
  // Primaries, transfer and matrix 1 are BT.709, and a flag of 0 is limited range: ISO/IEC 14496-12, clause 12.1.5.
  expect(bytes.includes(Buffer.from("colrnclx\0\u0001\0\u0001\0\u0001\0", "latin1"))).toBe(true);
  expect((await probe(options.file)).streams[0]).toMatchObject({
    codec_tag_string: "avc1",
    width: 130,
    height: 98,
    color_range: "tv",
    color_space: "bt709",
    color_transfer: "bt709",
    color_primaries: "bt709",
  });
});

test("begins with the index, and has parameter sets in it alone", async () => {
  await using folder = await temporaryFolder();
  const options = optionsFor(folder.path);
  await muxMp4(video(), options);
  const bytes = await readFile(options.file);
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  const { stderr } = await execa("ffmpeg", [
    ...["-v", "trace", "-i", options.file, "-c", "copy", "-bsf:v", "trace_headers", "-f", "null", "-"],
  ]);
  const inPackets = stderr.slice(stderr.indexOf("] Packet: "));
  expect(inPackets.match(/nal_unit_type: \d+/g)).toHaveLength(2 * count);
});

test("tells title and comment, and no program or time", async () => {
  await using folder = await temporaryFolder();
  const options = optionsFor(folder.path);
  await muxMp4(video(), options);
  const { format } = await probe(options.file);
  expect(format.tags).toEqual({
    major_brand: "isom",
    minor_version: "512",
    compatible_brands: "isomiso2avc1mp41",
    title: options.title,
    comment: options.comment,
  });
  expect(format.duration).toBe("2.800000");
});

test("writes the same bytes again, over what is there", async () => {
  await using folder = await temporaryFolder();
  const options = optionsFor(folder.path, { title: null });
  await muxMp4(video(), options);
  const once = await readFile(options.file);
  await muxMp4(video(), options);
  expect((await readFile(options.file)).equals(once)).toBe(true);
  expect((await probe(options.file)).format.tags).not.toHaveProperty("title");
});

describe("fails with", () => {
  test("an EncodeError that has ffmpeg's words, if it refuses the stream", async () => {
    await using folder = await temporaryFolder();
    async function* noise(): AsyncGenerator<Uint8Array, void> {
      yield await Promise.resolve(Buffer.alloc(5000, 7));
    }
    const muxing = muxMp4(noise(), optionsFor(folder.path));
    await expect(muxing).rejects.toThrow(EncodeError);
    await expect(muxing).rejects.toThrow(/could not write the MP4 file .*\n.*Could not write header/s);
  });

  test("an EncodeError, if the folder is missing, and closes the stream", async () => {
    await using folder = await temporaryFolder();
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) yield* video();
      } finally {
        closed = true;
      }
    }
    const options = optionsFor(join(folder.path, "missing"));
    await expect(muxMp4(endless(), options)).rejects.toThrow(/No such file or directory/);
    expect(closed).toBe(true);
  });

  test.runIf(existsSync("/dev/full"))("an OutputError, if the disk is full", async () => {
    const muxing = muxMp4(video(), optionsFor("", { file: "/dev/full" }));
    await expect(muxing).rejects.toThrow(OutputError);
    await expect(muxing).rejects.toMatchObject({ code: "disk-full" });
  });

  test("the error of the stream", async () => {
    await using folder = await temporaryFolder();
    const fault = new RangeError("broken");
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield* video();
      throw fault;
    }
    await expect(muxMp4(broken(), optionsFor(folder.path))).rejects.toBe(fault);
  });

  test("a ToolMissingError, if there is no ffmpeg", async () => {
    await using folder = await temporaryFolder();
    const options = optionsFor(folder.path, { ffmpeg: join(folder.path, "ffmpeg") });
    await expect(muxMp4(video(), options)).rejects.toThrow(ToolMissingError);
  });

  test("an InterruptedError, if the signal is aborted", async () => {
    await using folder = await temporaryFolder();
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<Uint8Array, void> {
      for (;;) {
        yield* video();
        controller.abort();
      }
    }
    const options = optionsFor(folder.path, { signal: controller.signal });
    await expect(muxMp4(aborting(), options)).rejects.toThrow(InterruptedError);
  });
});
