import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/resolve-plan.ts";
import { snapshotFrames } from "../../src/snapshot/snapshot-frames.ts";
import { resolveSnapshotOptions } from "../../src/snapshot/snapshot-options.ts";

const plan = {
  frames: 60,
  duration: 2.002,
  spec: { rate: { numerator: 30_000, denominator: 1001 } },
} as Plan;

const framesOf = (given: object): number[] => snapshotFrames(resolveSnapshotOptions(given).wanted, plan);

test("a time means the frame that is on the screen then", () => {
  expect(framesOf({ at: "0,0.033,0.034,1.001,2.0019" })).toEqual([0, 0, 1, 30, 59]);
});

test("a frame's own time, rounded, means that frame", () => {
  const frames = Array.from({ length: 60 }, (_, index) => index);
  const times = frames.map((number) => ((number * 1001) / 30_000).toFixed(6));
  expect(framesOf({ at: times })).toEqual(frames);
});

test("a time outside of the composition is an error that says how long it is", () => {
  const message = "`at` must be within the composition, which lasts 2.002 s (up to 59f), but is";
  expect(() => framesOf({ at: "2.002" })).toThrow(`${message} 2.002s.`);
  expect(() => framesOf({ at: "59f,60f" })).toThrow(`${message} 60f.`);
});

test("a sheet without times shows the middle of equal parts, and no frame twice", () => {
  expect(framesOf({ sheet: true, count: 4 })).toEqual([7, 22, 37, 52]);
  expect(framesOf({ sheet: true, count: 100 })).toEqual(Array.from({ length: 60 }, (_, index) => index));
});
