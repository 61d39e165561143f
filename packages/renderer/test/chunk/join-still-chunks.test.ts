import { describe, expect, it } from "vitest";
import type { ChunkRecord } from "../../src/chunk/chunk-store.ts";
import { joinStillChunks } from "../../src/chunk/join-still-chunks.ts";
import type { Chunk } from "../../src/timeline/chunk-list.ts";
import { frame } from "../../src/timeline/units.ts";

const chunks = (count: number, length = 100): Chunk[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    first: frame(index * length),
    end: frame((index + 1) * length),
  }));
const moving: ChunkRecord = {
  repeats: [0, 0, 97],
  changed: true,
  firstHash: "a",
  lastHash: "b",
  endsCovered: false,
  seamHash: "b",
  complaints: [],
  asked: [],
};
const still: ChunkRecord = {
  repeats: [0, 0, 97],
  changed: false,
  firstHash: "b",
  lastHash: "b",
  endsCovered: false,
  seamHash: "b",
  complaints: [],
  asked: [],
};
const frames = (repeats: readonly number[]): number =>
  repeats.length + repeats.reduce((sum, count) => sum + count, 0);

describe("joining still chunks", () => {
  it("lets the last picture stay through chunks in which nothing changes", () => {
    const joined = joinStillChunks(chunks(3), [moving, still, still], 2);
    expect(joined.map(({ chunk }) => chunk.index)).toEqual([0]);
    expect(joined[0]?.repeats).toEqual([0, 0, 297]);
  });

  it("keeps chunks that move, or that begin with another picture", () => {
    const other = { ...still, firstHash: "c", lastHash: "c" };
    expect(joinStillChunks(chunks(3), [moving, moving, other], 2)).toHaveLength(3);
  });

  it("keeps a still chunk behind one over whose last frame somebody is seen", () => {
    const covered = { ...moving, endsCovered: true };
    expect(joinStillChunks(chunks(3), [covered, still, still], 2)).toHaveLength(2);
  });

  it("puts a key frame at least every 300 frames, and loses no frame", () => {
    const joined = joinStillChunks(chunks(10), [moving, ...Array.from({ length: 9 }, () => still)], 2);
    expect(joined.map(({ chunk }) => chunk.index)).toEqual([0, 3, 6, 9]);
    expect(joined.reduce((sum, { repeats }) => sum + frames(repeats), 0)).toBe(1000);
  });
});

it("keeps every chunk where every frame must be in its segment", () => {
  expect(joinStillChunks(chunks(3), [moving, still, still], "every-frame")).toHaveLength(3);
});
