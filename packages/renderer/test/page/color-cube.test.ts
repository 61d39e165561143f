import { expect, test } from "vitest";
import { lookUp, readColorCube } from "../../src/page/grading/color-cube.ts";

const found = (text: string, color: readonly number[]): number[] => {
  const values = Float64Array.from(color);
  lookUp(readColorCube(text), values);
  return [...values].map((value) => Number(value.toFixed(4)));
};

/** Red and blue change places. */
const swap = `TITLE "swap"\n# red goes first\nLUT_3D_SIZE 2\r\n${[0, 1]
  .flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${b} ${g} ${r}`)))
  .join("\n")}\n`;

test("a colour is looked up between the entries of a table", () => {
  expect(found(swap, [0.25, 0.5, 1])).toEqual([1, 0.5, 0.25]);
  expect(found(swap, [-1, 0.5, 3])).toEqual([1, 0.5, 0]);
});

test("a table says what its ends are for", () => {
  expect(found(`DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n${swap}`, [1, 0, 0])).toEqual([0, 0, 0.5]);
  expect(found(`LUT_3D_INPUT_RANGE 0.5 1\n${swap}`, [0.75, 0, 0])).toEqual([0, 0, 0.5]);
});

test("a table with one side has a curve for each channel", () => {
  expect(found("LUT_1D_SIZE 3\n0 0 1\n0.2 0.5 0.5\n1 1 0", [0.25, 0.5, 0.75])).toEqual([0.1, 0.5, 0.25]);
});

test.each([
  ["LUT_3D_SIZE 2\n0 0 0", "it has 1 colours, and should have 8"],
  ["LUT_3D_SIZE 65", "line 1 says a size of 65"],
  ["LUT_1D_SIZE 2\nLUT_3D_SIZE 2", "line 2 says a second size"],
  ["LUT_3D_SIZE 2\n0 0", "line 2 is not three numbers"],
  ["LUT_3D_SIZE 2\n0 0 NaN", "line 2 is not three numbers"],
  ["<!doctype html>", "line 1 is not three numbers"],
  ["SHAPER 1", "line 1 begins with SHAPER"],
  ["", "it says no LUT_3D_SIZE"],
])("%j is refused", (text, message) => {
  expect(() => readColorCube(text)).toThrow(message);
});
