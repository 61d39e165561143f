import { describe, expect, test } from "vitest";
import { insertStillFrames } from "../../../src/assemble/h264/insert-still-frames.ts";
import { nalType, nalUnits, typeOfNal } from "../../../src/assemble/h264/nal-units.ts";
import { EncodeError } from "../../../src/errors.ts";
import { chunkOf, collect, decode, encode, headerField, inPieces, repeated } from "../h264-samples.ts";
import type { Sample } from "../h264-samples.ts";

/** x264 counts `frame_num` up to 15. */
const FRAME_NUMS = 16;

/** Nothing, few and many still frames, also behind the first and the last picture. */
const stills = (frames: number): number[] =>
  Array.from({ length: frames }, (_, index) => (index === frames - 1 ? 20 : [7, 0, 1, 0, 0, 40][index % 6]!));

const cut = "negate=enable='gte(n,7)'";
const fade = "fade=out:0:12";

async function nalTypes(stream: Buffer): Promise<number[]> {
  const types: number[] = [];
  for await (const nal of nalUnits(inPieces(stream, 65536))) types.push(typeOfNal(nal));
  return types;
}

describe("every frame is an exact copy of its encoded picture", () => {
  const samples: ReadonlyArray<[string, Sample]> = [
    ["CAVLC", { size: "130x98", frames: 12, settings: "-preset ultrafast -crf 23" }],
    ["CABAC", { size: "320x180", frames: 12, settings: "-preset superfast -crf 40" }],
    ["several threads", { size: "320x180", frames: 12, settings: "-preset veryfast -threads 4" }],
    ["fades", { size: "320x180", frames: 12, settings: "-preset medium -crf 18", filter: fade }],
    ["no weights", { size: "320x180", frames: 12, settings: "-preset medium -weightp 0", filter: fade }],
    ["cuts", { size: "320x180", frames: 12, settings: "-preset veryfast -keyint_min 25", filter: cut }],
    ["key frames", { size: "130x98", frames: 12, settings: "-preset veryfast -g 5" }],
    ["CAVLC key frames", { size: "130x98", frames: 12, settings: "-preset medium -coder 0 -g 5" }],
    ["only key frames", { size: "130x98", frames: 12, settings: "-preset fast -force_key_frames expr:1" }],
    ["slices", { size: "320x180", frames: 12, settings: "-preset fast -g 5 -x264-params slices=3" }],
    [
      "sliced threads",
      { size: "320x180", frames: 12, settings: "-preset fast -tune zerolatency -threads 4" },
    ],
    ["lossless", { size: "130x98", frames: 12, settings: "-preset veryfast -crf 0" }],
    ["samples as they are", { size: "130x98", frames: 12, settings: "-preset medium -crf 0 -coder 0" }],
    ["no deblocking", { size: "130x98", frames: 12, settings: "-preset medium -x264-params no-deblock=1" }],
    ["quantiser matrices", { size: "130x98", frames: 12, settings: "-preset medium -x264-params cqm=jvt" }],
    ["no subsampling", { size: "130x98", frames: 12, settings: "-preset medium -pix_fmt yuv444p" }],
    ["no colour", { size: "130x98", frames: 12, settings: "-preset medium -pix_fmt gray" }],
    ["high definition", { size: "1920x1080", frames: 5, settings: "-preset veryfast -threads 2" }],
  ];

  test.each(samples)("with %s", async (_, sample) => {
    const stream = await encode(sample);
    const pictures = await decode(stream);
    const repeats = stills(sample.frames);
    // Two of the same chunk: an odd number of IDR pictures would otherwise collide where they meet.
    const video = await collect(insertStillFrames([chunkOf(stream, repeats), chunkOf(stream, repeats)]));
    const frames = repeated(pictures, repeats);
    expect(pictures).toHaveLength(sample.frames);
    expect(await decode(video)).toEqual([...frames, ...frames]);
  });

  test.each(["16x16", "32x16", "48x16", "48x48", "176x144", "640x16", "720x576"])("at %s", async (size) => {
    const stream = await encode({ size, frames: 2, settings: "-preset superfast" });
    const video = await collect(insertStillFrames([chunkOf(stream, [17, 1])]));
    expect(await decode(video)).toEqual(repeated(await decode(stream), [17, 1]));
  });

  test("however long it stands", async () => {
    const stream = await encode({ size: "130x98", frames: 3, settings: "-preset veryfast" });
    const repeats = [3000, 300, FRAME_NUMS - 1];
    const video = await collect(insertStillFrames([chunkOf(stream, repeats)]));
    expect(await decode(video)).toEqual(repeated(await decode(stream), repeats));
  });
});

describe("the samples have", () => {
  const base = { size: "320x180", frames: 12 };

  test("weights", async () => {
    const stream = await encode({ ...base, settings: "-preset medium -crf 18", filter: fade });
    expect(await headerField(stream, "luma_weight_l0_flag")).toContain(1);
  });

  test("I pictures that are not IDR pictures", async () => {
    const stream = await encode({ ...base, settings: "-preset veryfast -keyint_min 25", filter: cut });
    expect(await headerField(stream, "slice_type")).toEqual([7, 5, 5, 5, 5, 5, 5, 7, 5, 5, 5, 5]);
    expect((await nalTypes(stream)).filter((type) => type === nalType.idrSlice)).toHaveLength(1);
  });

  test("several slices per picture", async () => {
    const stream = await encode({ ...base, settings: "-preset fast -g 5 -x264-params slices=3" });
    expect(await headerField(stream, "first_mb_in_slice")).toHaveLength(36);
  });
});

test("frames are numbered on, from one IDR picture to the next", async () => {
  const sample = { size: "130x98", frames: 12, settings: "-preset medium -coder 0 -g 5" };
  const stream = await encode(sample);
  const repeats = stills(sample.frames);
  const video = await collect(insertStillFrames([chunkOf(stream, repeats), chunkOf(stream, repeats)]));
  const lengths = [0, 5, 10].map((first, group) =>
    repeats.slice(first, [5, 10, 12][group]).reduce((sum, count) => sum + 1 + count, 0),
  );
  const numbers = lengths.flatMap((length) => Array.from({ length }, (_, index) => index % FRAME_NUMS));
  expect(await headerField(video, "frame_num")).toEqual([...numbers, ...numbers]);
  expect(await headerField(video, "idr_pic_id")).toEqual([0, 1, 0, 15, 1, 0]);
});

test("keeps parameter sets and slices alone, each chunk beginning with its own", async () => {
  const { sps, pps, idrSlice, slice } = nalType;
  const stream = await encode({ size: "130x98", frames: 2, settings: "-preset veryfast -aud 1" });
  const video = await collect(insertStillFrames([chunkOf(stream, [0, 1]), chunkOf(stream, [1, 0])]));
  const chunk = [sps, pps, idrSlice, slice, slice];
  expect(await nalTypes(video)).toEqual([...chunk, ...chunk]);
});

test("changes nothing where there is nothing to insert", async () => {
  const stream = await encode({ size: "130x98", frames: 5, settings: "-preset veryfast" });
  const once = await collect(insertStillFrames([chunkOf(stream, [0, 0, 0, 0, 0])]));
  const twice = await collect(insertStillFrames([chunkOf(once, [0, 0, 0, 0, 0], 3)]));
  expect(twice.equals(once)).toBe(true);
  expect(stream.subarray(-1000).equals(once.subarray(-1000))).toBe(true);
});

describe("refuses", () => {
  const sample: Sample = { size: "128x96", frames: 3, settings: "-preset veryfast -g 2" };
  const join = (...chunks: Array<Parameters<typeof chunkOf>>): Promise<Buffer> =>
    collect(insertStillFrames(chunks.map((chunk) => chunkOf(...chunk))));
  const refusal = (message: string): EncodeError => new EncodeError(message);

  test("a stream with fewer or more pictures than were encoded", async () => {
    const stream = await encode(sample);
    await expect(join([stream, [0, 0, 0]], [stream, [0, 0, 0, 0]])).rejects.toThrow(
      refusal("Chunk 1: The H.264 stream ends after 3 of the 4 pictures that were encoded."),
    );
    await expect(join([stream, [0, 0]])).rejects.toThrow(
      refusal("Chunk 0: The H.264 stream has more pictures than the 2 that were encoded."),
    );
    await expect(join([Buffer.alloc(0), [0]])).rejects.toThrow(/ends after 0 of the 1/);
  });

  test("a stream that lacks something", async () => {
    const stream = await encode(sample);
    const nals: Buffer[] = [];
    for await (const nal of nalUnits(inPieces(stream, 999))) nals.push(Buffer.from([0, 0, 1, ...nal]));
    const without = (lost: number): Buffer => Buffer.concat(nals.filter((_, index) => index !== lost));
    // SPS, PPS, SEI, IDR picture, P picture, SPS, PPS, IDR picture.
    await expect(join([without(0), [0, 0, 0]])).rejects.toThrow(/a picture before its SPS and PPS/);
    await expect(join([without(3), [0, 0, 0]])).rejects.toThrow(/lacks a picture/);
    await expect(join([without(4), [0, 0, 0]])).rejects.toThrow(/ends after 2 of the 3/);
    await expect(join([stream.subarray(0, nals[0]!.length - 8), [0, 0, 0]])).rejects.toThrow(/ends after 0/);
  });

  test("bytes that are no H.264 stream", async () => {
    await expect(join([Buffer.alloc(9, 7), [0]])).rejects.toThrow(/is not a byte stream/);
    await expect(join([Buffer.from([0, 0, 1, 0x65, 1]), [0]])).rejects.toThrow(EncodeError);
  });

  test("chunks that were encoded with different settings", async () => {
    const [one, other] = [await encode(sample), await encode({ ...sample, settings: "-preset medium" })];
    await expect(join([one, [0, 0, 0]], [other, [0, 0, 0]])).rejects.toThrow(
      /Chunk 1: The H.264 stream's PPS differs/,
    );
  });

  test.each([
    ["-bf 2", "picture order count type 0"],
    ["-refs 2", "2 reference frames"],
    ["-x264-params interlaced=1", "picture order count type 0"],
    ["-x264-params fake-interlaced=1", "interlaced video"],
    ["-g 1", "0 reference frames"],
  ])("what was encoded with %s", async (settings, feature) => {
    const stream = await encode({ ...sample, last: `-preset medium ${settings}` });
    await expect(join([stream, [0, 0, 0]])).rejects.toThrow(feature);
  });
});
