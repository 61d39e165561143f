import { describe, expect, test } from "vitest";
import { BitWriter } from "../../../src/assemble/h264/bit-writer.ts";
import { makeNal } from "../../../src/assemble/h264/nal-units.ts";
import { ParameterSets } from "../../../src/assemble/h264/parameter-sets.ts";
import { EncodeError } from "../../../src/errors.ts";

interface Sps {
  profile?: number;
  chromaFormat?: number;
  separatePlanes?: boolean;
  matrices?: boolean;
  orderType?: number;
  references?: number;
  gaps?: boolean;
  frames?: boolean;
}

function spsOf(fields: Sps): Buffer {
  const { profile = 100, chromaFormat = 1, separatePlanes = false, matrices = false } = fields;
  const { orderType = 2, references = 1, gaps = false, frames = true } = fields;
  const writer = new BitWriter().bits(profile, 8).bits(13, 16).unsigned(0);
  if (profile >= 100) {
    writer.unsigned(chromaFormat);
    if (chromaFormat === 3) writer.flag(separatePlanes);
    writer.unsigned(0).unsigned(0).flag(false).flag(matrices);
  }
  writer.unsigned(2).unsigned(orderType).unsigned(references).flag(gaps);
  return makeNal(0x67, writer.unsigned(8).unsigned(6).flag(frames).flag(true).toBuffer());
}

interface Pps {
  sliceGroups?: number;
  redundant?: boolean;
}

function ppsOf({ sliceGroups = 0, redundant = false }: Pps): Buffer {
  const writer = new BitWriter().unsigned(3).unsigned(0).flag(true).flag(false).unsigned(sliceGroups);
  writer.unsigned(1).unsigned(0).flag(true).bits(2, 2).signed(-6).signed(0).signed(-2);
  return makeNal(0x68, writer.flag(true).flag(false).flag(redundant).flag(true).toBuffer());
}

function setsOf(sps: Sps = {}, pps: Pps = {}): ParameterSets {
  const sets = new ParameterSets();
  sets.add(spsOf(sps));
  sets.add(ppsOf(pps));
  return sets;
}

test("tells what slices depend on", () => {
  expect(setsOf().current).toEqual({
    ppsId: 3,
    macroblocks: 63,
    frameNumBits: 6,
    hasChroma: true,
    arithmeticCoding: true,
    weightedPrediction: true,
    deblockingControl: true,
    oneReferenceByDefault: false,
    initialQp: 20,
  });
});

test.each<[Sps, boolean]>([
  [{ profile: 66 }, true],
  [{ profile: 77 }, true],
  [{ chromaFormat: 0 }, false],
  [{ profile: 244, chromaFormat: 3 }, true],
])("knows whether %j has chroma", (sps, hasChroma) => {
  expect(setsOf(sps).current).toMatchObject({ macroblocks: 63, hasChroma });
});

test.each<[string, Sps, Pps]>([
  ["profile 88", { profile: 88 }, {}],
  ["profile 118", { profile: 118 }, {}],
  ["separate colour planes", { profile: 244, chromaFormat: 3, separatePlanes: true }, {}],
  ["quantiser matrices", { matrices: true }, {}],
  ["picture order count type 0", { orderType: 0 }, {}],
  ["0 reference frames", { references: 0 }, {}],
  ["2 reference frames", { references: 2 }, {}],
  ["gaps in frame_num", { gaps: true }, {}],
  ["interlaced video", { frames: false }, {}],
  ["slice groups", {}, { sliceGroups: 1 }],
  ["redundant pictures", {}, { redundant: true }],
])("refuses %s", (feature, sps, pps) => {
  const sets = setsOf(sps, pps);
  expect(() => sets.current).toThrow(EncodeError);
  expect(() => sets.current).toThrow(feature);
});

describe("the parameter sets of all chunks", () => {
  test("may come again", () => {
    const sets = setsOf();
    expect(() => sets.add(spsOf({}))).not.toThrow();
    expect(() => sets.add(ppsOf({}))).not.toThrow();
  });

  test("may not differ", () => {
    const sets = setsOf();
    expect(() => sets.add(spsOf({ profile: 77 }))).toThrow(/SPS differs/);
    expect(() => sets.add(ppsOf({ redundant: true }))).toThrow(/PPS differs/);
  });

  test("must be there", () => {
    const sets = new ParameterSets();
    sets.add(spsOf({}));
    expect(() => sets.current).toThrow(/before its SPS and PPS/);
  });
});
