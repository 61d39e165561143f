import { expect, test } from "vitest";
import { findDetour } from "../../src/snapshot/detour.ts";
import { frame, type Frame } from "../../src/timeline/units.ts";

const numbers = (...list: number[]): Frame[] => list.map((number) => frame(number));

test("stops lie 1, 4, 16 … frames before each frame, and after the one before", () => {
  const { frames, checked } = findDetour(numbers(20, 30));
  expect(frames).toEqual([4, 16, 19, 20, 26, 29, 30]);
  expect([...checked]).toEqual([20, 30]);
});

test("a frame with nothing before it is not checked", () => {
  expect(findDetour(numbers(0, 1)).checked.size).toBe(0);
});

test("of many frames, some are checked, the last among them", () => {
  const { checked } = findDetour(numbers(...Array.from({ length: 100 }, (_, index) => index * 3)));
  expect(checked.size).toBeLessThanOrEqual(12);
  expect(checked.has(frame(297))).toBe(true);
});
