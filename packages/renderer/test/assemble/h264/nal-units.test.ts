import fc from "fast-check";
import { expect, test } from "vitest";
import { makeNal, nalUnits, readPayload, withStartCodes } from "../../../src/assemble/h264/nal-units.ts";
import { EncodeError } from "../../../src/errors.ts";
import { inPieces } from "../h264-samples.ts";

/** Payloads that are nearly all zeros and small numbers, which must be escaped; the last byte has the stop bit. */
const payload = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(4), fc.nat(255)), { maxLength: 40 })
  .map((bytes) => Buffer.from([...bytes, 0x80]));

async function split(bytes: Buffer, pieceLength: number): Promise<Buffer[]> {
  const nals: Buffer[] = [];
  for await (const nal of nalUnits(inPieces(bytes, pieceLength))) nals.push(nal);
  return nals;
}

test("a payload is read as it was written, and has no start code in it", () => {
  fc.assert(
    fc.property(payload, (bytes) => {
      const nal = makeNal(0x41, bytes);
      expect(readPayload(nal).equals(bytes)).toBe(true);
      for (const forbidden of [0, 1, 2]) expect(nal.includes(Buffer.from([0, 0, forbidden]))).toBe(false);
    }),
  );
});

test.each([
  ["800000", "41 800000 03"],
  ["000001", "41 0000 03 01"],
  ["000000000080", "41 0000 03 0000 03 0080"],
  ["000003000003", "41 0000 03 03 0000 03 03"],
  ["0000040000", "41 0000 04 0000 03"],
  ["00010203", "41 00010203"],
])("escapes %s as %s", (bytes, expected) => {
  const nal = makeNal(0x41, Buffer.from(bytes, "hex"));
  expect(nal.toString("hex")).toBe(expected.replaceAll(" ", ""));
  expect(readPayload(nal).toString("hex")).toBe(bytes);
});

test("a stream is split into what it was made of, wherever its pieces end", async () => {
  const stream = fc.array(fc.tuple(payload, fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(stream, fc.integer({ min: 1, max: 9 }), async (units, pieceLength) => {
      const nals = units.map(([bytes]) => makeNal(0x65, bytes));
      const bytes = units.flatMap(([, padding, isShort], index) => [
        withStartCodes([nals[index]!]).subarray(isShort ? 1 : 0),
        Buffer.alloc(padding),
      ]);
      expect(await split(Buffer.concat(bytes), pieceLength)).toEqual(nals);
    }),
  );
});

test("a stream may be empty, but not begin with anything but a start code", async () => {
  expect(await split(Buffer.alloc(0), 1)).toEqual([]);
  await expect(split(Buffer.from([0, 7, 0, 0, 1, 0x65]), 2)).rejects.toThrow(EncodeError);
  await expect(split(Buffer.from([0, 7, 7, 7]), 2)).rejects.toThrow(EncodeError);
});
