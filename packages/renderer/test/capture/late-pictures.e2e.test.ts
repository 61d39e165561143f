import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameSourceKinds } from "../../src/capture/frame-source.ts";
import { frame } from "../../src/timeline/units.ts";
import { openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

const names = [
  "a background that a class brings",
  "content in a sheet of its own",
  "a custom property",
  "a style that a script sets",
];

describe.each(frameSourceKinds)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });
  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test.each([
    ["step", [2, 3, 4]],
    ["jump", [3, 4]],
  ] as const)("shows pictures in the frame that brings them, by a %s", async (approach, numbers) => {
    await using take = await studio.source.open(pageSpecOf("late-background"));
    const shown: Array<Record<string, boolean>> = [];
    for (const number of numbers) {
      const { bgra } = await take.show(frame(number), approach);
      const isLime = (index: number): boolean => (bgra[(90 * 320 + index * 20 + 10) * 4 + 1] ?? 0) > 200;
      shown.push(Object.fromEntries(names.map((name, index) => [name, isLime(index)])));
    }
    const all = (value: boolean): Record<string, boolean> =>
      Object.fromEntries(names.map((name) => [name, value]));
    expect(shown).toEqual(numbers.map((number) => all(number >= 3)));
  });
});
