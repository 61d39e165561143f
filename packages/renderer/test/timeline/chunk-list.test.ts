import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkList, countChunks } from "../../src/timeline/chunk-list.ts";
import { frame } from "../../src/timeline/units.ts";

const cuts = fc.tuple(
  fc.nat(100_000),
  fc.integer({ min: 1, max: 50_000 }),
  fc.constantFrom("shared" as const, "alone" as const),
);

describe("the chunk list", () => {
  it("covers every frame once, in order, in chunks of nearly equal length", () => {
    fc.assert(
      fc.property(cuts, ([first, length, sharing]) => {
        const chunks = chunkList(frame(first), frame(first + length), sharing);
        expect(chunks[0]?.first).toBe(first);
        expect(chunks.at(-1)?.end).toBe(first + length);
        chunks.forEach((chunk, index) => {
          expect(chunk.index).toBe(index);
          expect(chunk.first).toBe(chunks[index - 1]?.end ?? first);
        });
        const lengths = chunks.map(({ first: from, end }) => end - from);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(150);
      }),
    );
  });

  it("is counted without being made, however long it would be", () => {
    fc.assert(
      fc.property(cuts, ([first, length, sharing]) => {
        const chunks = chunkList(frame(first), frame(first + length), sharing);
        expect(countChunks(frame(length), sharing)).toBe(chunks.length);
      }),
    );
    expect(countChunks(frame(3e10))).toBe(2e8);
  });

  it("keeps a short video whole and cuts a long one into chunks of up to 150 frames", () => {
    expect(chunkList(frame(0), frame(110))).toHaveLength(1);
    expect(chunkList(frame(0), frame(300))).toHaveLength(2);
    expect(chunkList(frame(0), frame(600))).toHaveLength(4);
    expect(chunkList(frame(0), frame(18_000))).toHaveLength(120);
  });

  it("cuts what one worker renders alone no more than it must", () => {
    expect(chunkList(frame(0), frame(150), "alone")).toHaveLength(1);
    expect(chunkList(frame(0), frame(151), "alone")).toHaveLength(2);
    expect(chunkList(frame(0), frame(450), "alone")).toHaveLength(3);
  });
});
