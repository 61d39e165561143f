import { afterAll, beforeAll, expect, it } from "vitest";
import type { Take } from "../../src/capture/frame-source.ts";
import { frame } from "../../src/timeline/units.ts";
import { largestDifference, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

let studio: TestStudio;

beforeAll(async () => {
  studio = await openStudio("surface");
});
afterAll(() => studio[Symbol.asyncDispose]());

const RED = "255,0,0";
const BLUE = "0,0,255";

/** How far a bar reaches from the left, and its colour at the left. */
async function barsAt(take: Take, number: number): Promise<Array<readonly [width: number, color: string]>> {
  const { bgra } = await take.show(frame(number), "jump");
  const colorAt = (x: number, y: number): string => {
    const offset = (y * 320 + x) * 4;
    return [bgra[offset + 2], bgra[offset + 1], bgra[offset]].join(",");
  };
  return [10, 40, 70, 100].map((y) => {
    const color = colorAt(2, y);
    let width = 0;
    while (width < 160 && colorAt(width, y) === color) width += 1;
    return [width, color] as const;
  });
}

it("seeks what is registered by a call, tells scenes the time, and waits for what is built", async () => {
  await using take = await studio.source.open(pageSpecOf("library-registries"));
  expect(take.log.scriptErrors).toEqual([]);
  // Twice 1.5 seconds of Lottie; anime.js counts both of its passes by itself.
  expect(take.measure.durations.animations).toBe(3);
  expect(await barsAt(take, 0)).toEqual([
    [10, RED],
    [10, RED],
    [10, BLUE],
    [10, BLUE],
  ]);
  const [registered, told] = await barsAt(take, 12);
  expect(registered?.[0]).toBe(130);
  expect(told?.[0]).toBe(50);
});

it("seeks a Lottie animation that nothing else moves", async () => {
  await using take = await studio.source.open(pageSpecOf("library-registries"));
  const pictures: Buffer[] = [];
  for (const number of [0, 20, 65]) {
    const { bgra } = await take.show(frame(number), "jump");
    // Below the bars.
    pictures.push(Buffer.from(bgra.slice(112 * 320 * 4)));
  }
  // Frame 65 is frame 20 of its second pass.
  expect(pictures[0]?.equals(pictures[1]!)).toBe(false);
  expect(largestDifference(pictures[1]!, pictures[2]!)).toBe(0);
});
