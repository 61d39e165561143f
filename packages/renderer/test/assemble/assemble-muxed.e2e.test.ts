import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { assembleMuxed } from "../../src/assemble/assemble-muxed.ts";
import type { FileRequest } from "../../src/assemble/assemble-request.ts";
import type { Segment } from "../../src/assemble/segment.ts";
import { resolveFormat } from "../../src/encode/resolve-format.ts";
import { EncodeError, InterruptedError, OutputError, ToolMissingError } from "../../src/errors.ts";
import type { FrameRate } from "../../src/timeline/frame-rate.ts";
import { frame } from "../../src/timeline/units.ts";
import { fileRequest, formatOptions } from "./file-request.ts";
import { decode, encode, repeated, temporaryFolder } from "./h264-samples.ts";

const bt709 = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv";
const sample = { size: "130x98", frames: 6, settings: `-preset veryfast -g 4 ${bt709}` };
const repeats = [2, 0, 30, 0, 0, 4];
const count = 42;
/** In the video of two chunks. */
const keyFrames = [0, 36, 42, 78];

/** A segment of the sample, and a request to write it twice. */
async function twice(
  folder: string,
  changes: Partial<FileRequest> = {},
): Promise<{ readonly segments: Segment[]; readonly request: FileRequest }> {
  const file = join(folder, "it's a segment.h264");
  await writeFile(file, await encode(sample));
  return {
    segments: [
      { file, repeats },
      { file, repeats },
    ],
    request: fileRequest(folder, { frames: frame(2 * count), ...changes }),
  };
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
    const { segments, request } = await twice(folder.path, { rate });
    await assembleMuxed(segments, request);
    const { packets, streams } = await probe(request.file);
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
  const { segments, request } = await twice(folder.path);
  await assembleMuxed(segments, request);
  const frames = repeated(await decode(await encode(sample)), repeats);
  expect(await decode(request.file)).toEqual([...frames, ...frames]);
  const bytes = await readFile(request.file);
  // Primaries, transfer and matrix 1 are BT.709, and a flag of 0 is limited range: ISO/IEC 14496-12, clause 12.1.5.
  expect(bytes.includes(Buffer.from("colrnclx\0\u0001\0\u0001\0\u0001\0", "latin1"))).toBe(true);
  expect((await probe(request.file)).streams[0]).toMatchObject({
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
  const { segments, request } = await twice(folder.path);
  await assembleMuxed(segments, request);
  const bytes = await readFile(request.file);
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  const { stderr } = await execa("ffmpeg", [
    ...["-v", "trace", "-i", request.file, "-c", "copy", "-bsf:v", "trace_headers", "-f", "null", "-"],
  ]);
  const inPackets = stderr.slice(stderr.indexOf("] Packet: "));
  expect(inPackets.match(/nal_unit_type: \d+/g)).toHaveLength(2 * count);
});

test("tells title and comment, and no program or time", async () => {
  await using folder = await temporaryFolder();
  const { segments, request } = await twice(folder.path);
  await assembleMuxed(segments, request);
  const { format } = await probe(request.file);
  expect(format.tags).toEqual({
    major_brand: "isom",
    minor_version: "512",
    compatible_brands: "isomiso2avc1mp41",
    title: request.title,
    comment: request.comment,
  });
  expect(format.duration).toBe("2.800000");
});

test("writes the same bytes again, over what is there", async () => {
  await using folder = await temporaryFolder();
  const { segments, request } = await twice(folder.path, { title: null });
  await assembleMuxed(segments, request);
  const once = await readFile(request.file);
  await assembleMuxed(segments, request);
  expect((await readFile(request.file)).equals(once)).toBe(true);
  expect((await probe(request.file)).format.tags).not.toHaveProperty("title");
});

describe("fails with", () => {
  test("an EncodeError that has ffmpeg's words, if it refuses the stream", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path, { file: join(folder.path, "missing/video") });
    const assembling = assembleMuxed(segments, request);
    await expect(assembling).rejects.toThrow(EncodeError);
    await expect(assembling).rejects.toThrow(/could not write .*\n.*No such file or directory/s);
  });

  test.runIf(existsSync("/dev/full"))("an OutputError, if the disk is full", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path, { file: "/dev/full" });
    const assembling = assembleMuxed(segments, request);
    await expect(assembling).rejects.toThrow(OutputError);
    await expect(assembling).rejects.toMatchObject({ code: "disk-full" });
  });

  test("an EncodeError, if a segment is damaged", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path);
    const damaged = { file: join(folder.path, "damaged"), repeats: [0] };
    await writeFile(damaged.file, Buffer.alloc(5000, 7));
    await expect(assembleMuxed([...segments, damaged], request)).rejects.toThrow(EncodeError);
  });

  test("the error of a segment that is gone", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path);
    const gone = { file: join(folder.path, "gone"), repeats: [0] };
    await expect(assembleMuxed([...segments, gone], request)).rejects.toThrow("ENOENT");
  });

  test("a ToolMissingError, if there is no ffmpeg", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path, { ffmpeg: join(folder.path, "ffmpeg") });
    await expect(assembleMuxed(segments, request)).rejects.toThrow(ToolMissingError);
  });

  test("an InterruptedError, if the signal is aborted", async () => {
    await using folder = await temporaryFolder();
    const { segments, request } = await twice(folder.path, { signal: AbortSignal.timeout(5) });
    await expect(assembleMuxed(segments, request)).rejects.toThrow(InterruptedError);
  });

  test("a CompositionError, if there is neither picture nor sound", async () => {
    await using folder = await temporaryFolder();
    const format = resolveFormat({ ...formatOptions, format: "wav" });
    const assembling = assembleMuxed([], fileRequest(folder.path, { format }));
    await expect(assembling).rejects.toThrow("there is no sound to write as wav");
  });
});
