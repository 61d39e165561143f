import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BitReader } from "../../../src/assemble/h264/bit-reader.ts";
import { BitWriter } from "../../../src/assemble/h264/bit-writer.ts";
import { EncodeError } from "../../../src/errors.ts";

describe("fields are read as they were written:", () => {
  test("numbers of fixed width", () => {
    const numbers = fc
      .integer({ min: 1, max: 32 })
      .chain((width) => fc.tuple(fc.constant(width), fc.integer({ min: 0, max: 2 ** width - 1 })));
    fc.assert(
      fc.property(fc.array(numbers), (fields) => {
        const writer = new BitWriter();
        for (const [width, value] of fields) writer.bits(value, width);
        const reader = new BitReader(writer.toBuffer());
        expect(fields.map(([width]) => reader.bits(width))).toEqual(fields.map(([, value]) => value));
      }),
    );
  });

  test("numbers of variable width", () => {
    const numbers = fc.array(fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 2)));
    fc.assert(
      fc.property(numbers, fc.array(fc.integer({ min: -(2 ** 30), max: 2 ** 30 })), (positive, signed) => {
        const writer = new BitWriter();
        for (const value of positive) writer.unsigned(value);
        for (const value of signed) writer.signed(value);
        const reader = new BitReader(writer.toBuffer());
        expect(positive.map(() => reader.unsigned())).toEqual(positive);
        expect(signed.map(() => reader.signed() + 0)).toEqual(signed.map((value) => value + 0));
      }),
    );
  });
});

test("writes numbers of variable width as H.264 table 9-2 has them", () => {
  const codes = ["1", "010", "011", "00100", "00101", "00110", "00111", "0001000"];
  const written = codes.map((_, value) => new BitWriter().unsigned(value).toBuffer().readUInt8(0));
  expect(written).toEqual(codes.map((code) => Number.parseInt(code.padEnd(8, "0"), 2)));
});

test("what follows stays, or moves by whole bytes", () => {
  const parts = fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.nat(160), fc.nat(3));
  fc.assert(
    fc.property(parts, ([bytes, place, more]) => {
      const from = Math.min(place, bytes.length * 8);
      const length = (from % 8) + more * 8;
      const expected = "1".repeat(length) + bitsOf(bytes).slice(from);
      expect(bitsOf(new BitWriter().bits(2 ** length - 1, length).followedBy(bytes, from))).toBe(expected);
    }),
  );
});

test("fills a byte with ones, and no whole one", () => {
  expect(new BitWriter().bits(0, 3).alignWithOnes().alignWithOnes().toBuffer()).toEqual(Buffer.from([0x1f]));
});

test("refuses to read beyond the end", () => {
  expect(() => new BitReader(Buffer.from([0xff])).bits(9)).toThrow(EncodeError);
  expect(() => new BitReader(Buffer.alloc(100)).unsigned()).toThrow(EncodeError);
  expect(() => new BitReader(Buffer.alloc(9, Buffer.from([0, 0, 0, 0, 0xff]))).unsigned()).toThrow(/damaged/);
});

function bitsOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
}
