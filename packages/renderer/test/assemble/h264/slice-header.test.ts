import { describe, expect, test } from "vitest";
import { BitReader } from "../../../src/assemble/h264/bit-reader.ts";
import { BitWriter } from "../../../src/assemble/h264/bit-writer.ts";
import { makeNal } from "../../../src/assemble/h264/nal-units.ts";
import type { StreamParameters } from "../../../src/assemble/h264/parameter-sets.ts";
import {
  otherIdrPicId,
  readSliceHeader,
  withFrameNum,
  withIdrPicId,
} from "../../../src/assemble/h264/slice-header.ts";
import { EncodeError } from "../../../src/errors.ts";

const parameters: StreamParameters = {
  ppsId: 1,
  macroblocks: 99,
  frameNumBits: 4,
  hasChroma: true,
  arithmeticCoding: true,
  weightedPrediction: false,
  deblockingControl: true,
  oneReferenceByDefault: true,
  initialQp: 26,
};

interface Fields {
  header?: number;
  first?: number;
  type?: number;
  ppsId?: number;
  frameNum?: number;
  idrPicId?: number;
}

/** A slice of no more than a header and four bytes. */
function sliceOf({ header = 0x41, first = 0, type = 5, ppsId = 1, frameNum = 3, idrPicId }: Fields): Buffer {
  const writer = new BitWriter().unsigned(first).unsigned(type).unsigned(ppsId).bits(frameNum, 4);
  if (idrPicId !== undefined) writer.unsigned(idrPicId);
  return makeNal(header, Buffer.concat([writer.alignWithOnes().toBuffer(), Buffer.from("data")]));
}

const idrSliceOf = (idrPicId: number): Buffer => sliceOf({ header: 0x65, type: 7, frameNum: 0, idrPicId });

test("gives a P slice another frame_num", () => {
  const nal = sliceOf({});
  const header = readSliceHeader(nal, parameters);
  expect(header).toMatchObject({ firstMacroblock: 0, frameNum: { value: 3 }, idrPicId: null });
  expect(withFrameNum(nal, header, 14)).toEqual(sliceOf({ frameNum: 14 }));
  expect(withFrameNum(nal, header, 3)).toBe(nal);
});

test.each([
  [0, 15],
  [1, 2],
  [2, 1],
])("gives an IDR slice with idr_pic_id %i another one, %i", (value, other) => {
  const nal = idrSliceOf(value);
  const header = readSliceHeader(nal, parameters);
  expect(header).toMatchObject({ frameNum: { value: 0 }, idrPicId: { value } });
  expect(withIdrPicId(nal, header, otherIdrPicId(value))).toEqual(idrSliceOf(other));
  expect(withIdrPicId(nal, header, value)).toBe(nal);
});

test("no other idr_pic_id moves what follows by single bits", () => {
  const lengthOf = (value: number): number => {
    const reader = new BitReader(new BitWriter().unsigned(value).toBuffer());
    reader.unsigned();
    return reader.position;
  };
  const values = Array.from({ length: 3000 }, (_, index) => index);
  expect(values.filter((value) => otherIdrPicId(value) === value)).toEqual([]);
  expect(values.filter((value) => (lengthOf(otherIdrPicId(value)) - lengthOf(value)) % 8 !== 0)).toEqual([]);
});

describe("refuses", () => {
  test.each<[string, Fields]>([
    ["a picture that is not a reference picture", { header: 0x01 }],
    ["a slice outside of its picture", { first: 99 }],
    ["a slice of type 1", { type: 6 }],
    ["a slice of type 0", { header: 0x65, type: 5, idrPicId: 0 }],
    ["an unknown PPS", { ppsId: 0 }],
  ])("%s", (fault, fields) => {
    const read = (): unknown => readSliceHeader(sliceOf(fields), parameters);
    expect(read).toThrow(EncodeError);
    expect(read).toThrow(fault);
  });

  test("a header that is cut short", () => {
    expect(() => readSliceHeader(sliceOf({}).subarray(0, 2), parameters)).toThrow(EncodeError);
  });
});
