import { expect, test } from "vitest";
import { codeSkippedMacroblocks } from "../../../src/assemble/h264/cabac-skip.ts";

// Whether decoders read the same from it is tested with real ones, in insert-still-frames.e2e.test.ts.

test("codes one macroblock as H.264 clause 9.3.4.2 says", () => {
  // The interval begins as 510 wide. 24 of that are for a macroblock that is not skipped, 2 for the end of the slice:
  // so the end begins at 484, nine bits of which the last is the stop bit.
  expect(codeSkippedMacroblocks(1)).toEqual(Buffer.from([0b1111_0010, 0b1000_0000]));
});

test("codes two macroblocks as H.264 clause 9.3.4.2 says", () => {
  // 510 - 24 - 2 - 23 - 2 = 459.
  expect(codeSkippedMacroblocks(2)).toEqual(Buffer.from([0b1110_0101, 0b1000_0000]));
});

test("takes less than a twentieth of a bit for a macroblock, once there are many", () => {
  expect(codeSkippedMacroblocks(8160).length * 8).toBeLessThan(8160 / 20);
});
