import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { film, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

const WIDTH = 320;
const plain = { compositionId: null };
/** The page itself, then a classic, a module, a blob, a data, a nested and a shared worker. */
const COUNTERS = 7;

/** How many pixels of a row have this colour: 1 is green, 2 is red. */
function lengthOf(picture: Uint8Array, row: number, channel: 1 | 2): number {
  let length = 0;
  for (let x = 0; x < WIDTH; x += 1) length += Number(picture[(row * WIDTH + x) * 4 + channel] === 255);
  return length;
}

type Said = readonly [name: string, data: unknown, time?: number];

describe.each(["surface", "begin-frame", "screenshot"] as const)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test("shows in each frame what each kind of worker has counted and drawn until then", async () => {
    await using take = await studio.source.open(pageSpecOf("workers", plain));
    expect(take.measure.hasWorkers).toBe(true);
    let shown = new Uint8Array();
    const lengths = (await film(take, 16)).map((picture) => {
      shown = picture ? new Uint8Array(picture) : shown;
      const counted = Array.from({ length: COUNTERS }, (_, index) => lengthOf(shown, index * 10 + 4, 2));
      return { counted, drawn: lengthOf(shown, 104, 1) };
    });
    const expected = lengths.map((_, number) => ({
      counted: Array.from({ length: COUNTERS }, () => Math.floor(number / 1.5) * 5),
      drawn: number + 1,
    }));
    expect(lengths).toEqual(expected);
  });

  test("lets pages and workers talk in the same order, at the same times, in every render", async () => {
    const talks: Said[][] = [];
    for (let count = 0; count < 2; count += 1) {
      await using take = await studio.source.open(pageSpecOf("worker-talk", plain));
      await film(take, 8);
      const message = take.log.scriptErrors.map((error) => error.message).find((text) => text.includes("["));
      talks.push(JSON.parse(message!.replace(/^.*?Error: /, "")) as Said[]);
    }
    expect(talks[1]).toEqual(talks[0]);
    const by = (name: string): unknown[] =>
      talks[0]!.filter((said) => said[0] === name).map((said) => said[1]);
    expect(by("a").slice(0, 5)).toEqual([
      "imported",
      ["Ann", "/worker-talk/talk.js", 4, "2025-01-01T00:00:00.000Z"],
      "bitmap",
      "digest",
      25,
    ]);
    expect(by("a").filter((data) => Array.isArray(data) && data[0] === "heard")).toHaveLength(3);
    expect(by("b")).toContainEqual(["waited", 5, expect.any(String)]);
    expect(by("b")).toContainEqual(["turns", 16]);
    expect(by("closing")).toEqual(["over"]);
    expect([by("missing"), by("broken"), by("ended")]).toEqual([["error"], ["error"], ["on", "on"]]);
    const ids = ["a", "b"].map((name) =>
      by(name).find((data) => Array.isArray(data) && data[0] === "waited"),
    );
    expect(ids[0]).not.toEqual(ids[1]);
  });
});
