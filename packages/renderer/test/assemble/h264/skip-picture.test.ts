import { expect, test } from "vitest";
import { readPayload } from "../../../src/assemble/h264/nal-units.ts";
import type { StreamParameters } from "../../../src/assemble/h264/parameter-sets.ts";
import { skipPicture } from "../../../src/assemble/h264/skip-picture.ts";

const parameters: StreamParameters = {
  ppsId: 0,
  macroblocks: 8160,
  frameNumBits: 4,
  hasChroma: true,
  arithmeticCoding: false,
  weightedPrediction: false,
  deblockingControl: true,
  oneReferenceByDefault: true,
  initialQp: 26,
};

/** The bits up to the stop bit, which ends them. */
function bitsOf(changes: Partial<StreamParameters>, frameNum = 5): string {
  const payload = readPayload(skipPicture({ ...parameters, ...changes }, frameNum));
  const bits = [...payload].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.slice(0, bits.lastIndexOf("1") + 1);
}

const run = "0000000000001111111100001";
const qp = "00000110010";

test("writes the header of H.264 clause 7.3.3, and a run of all macroblocks", () => {
  expect(bitsOf({})).toBe(`1 00110 1 0101 0 0 0 ${qp} 010 ${run} 1`.replaceAll(" ", ""));
});

test.each<[string, Partial<StreamParameters>, string]>([
  ["another PPS", { ppsId: 2 }, `1 00110 011 0101 0 0 0 ${qp} 010 ${run} 1`],
  ["wider numbers", { frameNumBits: 6 }, `1 00110 1 000101 0 0 0 ${qp} 010 ${run} 1`],
  [
    "more references by default",
    { oneReferenceByDefault: false },
    `1 00110 1 0101 1 1 0 0 ${qp} 010 ${run} 1`,
  ],
  ["weights", { weightedPrediction: true }, `1 00110 1 0101 0 0 1 1 0 0 0 ${qp} 010 ${run} 1`],
  [
    "weights of luma",
    { weightedPrediction: true, hasChroma: false },
    `1 00110 1 0101 0 0 1 0 0 ${qp} 010 ${run} 1`,
  ],
  ["no word on deblocking", { deblockingControl: false }, `1 00110 1 0101 0 0 0 ${qp} ${run} 1`],
  ["another quantiser", { initialQp: 51 }, `1 00110 1 0101 0 0 0 1 010 ${run} 1`],
])("writes it for a stream with %s", (_, changes, bits) => {
  expect(bitsOf(changes)).toBe(bits.replaceAll(" ", ""));
});

test("aligns the arithmetic code with ones", () => {
  const header = `1 00110 1 0101 0 0 0 011 ${qp} 010 1`.replaceAll(" ", "");
  expect(bitsOf({ arithmeticCoding: true, macroblocks: 1 })).toBe(`${header}111100101`);
});

test.each([true, false])("is tiny in high definition (CABAC: %s)", (arithmeticCoding) => {
  const picture = skipPicture({ ...parameters, arithmeticCoding, weightedPrediction: true }, 15);
  expect(picture.length).toBeLessThan(80);
});
