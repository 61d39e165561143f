import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PictureArena } from "../../src/pixels/picture-arena.ts";
import { bt709, largestDifference, referenceI420, referenceOpaque, type Pixels } from "./reference-i420.ts";

/** Mostly opaque, as pages are, with some translucent pixels. */
const anyPixel = fc
  .tuple(
    fc.nat(255),
    fc.nat(255),
    fc.nat(255),
    fc.oneof({ weight: 9, arbitrary: fc.constant(255) }, fc.nat(255)),
  )
  .map(([blue, green, red, alpha]) => [blue, green, red, alpha].map((value) => Math.min(value, alpha)));

const picture = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 7 }))
  .chain(([width, height]) =>
    fc
      .array(anyPixel, { minLength: width * height, maxLength: width * height })
      .map((pixels): Pixels => ({ width, height, bytes: Uint8Array.from(pixels.flat()) })),
  );

function arenaOf({ width, height, bytes }: Pixels, slot: 0 | 1 = 0): PictureArena {
  const arena = new PictureArena(width, height);
  arena.slots[slot].set(bytes);
  return arena;
}

/** The I420 of four equal pixels: one sample of each. */
function flat(arena: PictureArena, [red, green, blue]: readonly [number, number, number]): number[] {
  for (let at = 0; at < 16; at += 4) arena.slots[0].set([blue, green, red, 255], at);
  const [y = 0, , , , cb = 0, cr = 0] = arena.toI420(0);
  return [y, cb, cr];
}

describe("I420", () => {
  test("the luma of every colour is within one of exact, and nearly always equal", () => {
    const arena = new PictureArena(4096, 4096);
    const pixels = new Uint32Array(arena.slots[0].buffer, arena.slots[0].byteOffset, 1 << 24);
    for (let color = 0; color < pixels.length; color += 1) pixels[color] = (color | 0xff000000) >>> 0;
    const i420 = arena.toI420(0);
    let [largest, different] = [0, 0];
    for (let color = 0; color < pixels.length; color += 1) {
      const exact = bt709([color >>> 16, (color >>> 8) & 0xff, color & 0xff]).y;
      const difference = Math.abs(i420[color]! - Math.round(exact));
      largest = Math.max(largest, difference);
      different += difference;
    }
    expect(largest).toBeLessThanOrEqual(1);
    expect(different / pixels.length).toBeLessThan(0.01);
  });

  test("flat colours are within one of exact", () => {
    const arena = new PictureArena(2, 2);
    const levels = Array.from({ length: 18 }, (_, index) => index * 15);
    const errors = levels.flatMap((red) =>
      levels.flatMap((green) =>
        levels.map((blue) => {
          const { y, cb, cr } = bt709([red, green, blue]);
          const exact = [y, cb, cr].map((value) => Math.round(value));
          return largestDifference(Uint8Array.from(flat(arena, [red, green, blue])), Uint8Array.from(exact));
        }),
      ),
    );
    expect(Math.max(...errors)).toBeLessThanOrEqual(1);
  });

  test("greys have no chroma, black is 16 and white is 235", () => {
    const arena = new PictureArena(2, 2);
    for (let level = 0; level < 256; level += 1) {
      const y = Math.round(16 + (level * 219) / 255);
      expect(flat(arena, [level, level, level])).toEqual([y, 128, 128]);
    }
    expect(flat(arena, [0, 0, 0])).toEqual([16, 128, 128]);
    expect(flat(arena, [255, 255, 255])).toEqual([235, 128, 128]);
  });

  test("pictures of any size are within one of exact, translucent pixels included", () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(0 as const, 1 as const), (pixels, slot) => {
        const arena = arenaOf(pixels, slot);
        const opaque = referenceOpaque(pixels.bytes);
        const exact = referenceI420({ ...pixels, bytes: opaque });
        expect(largestDifference(arena.toI420(slot), exact)).toBeLessThanOrEqual(1);
        expect(arena.slots[slot]).toEqual(opaque);
        expect(arena.slots[slot === 0 ? 1 : 0].every((byte) => byte === 0)).toBe(true);
      }),
    );
  });

  test.each([
    [1, 1],
    [2, 2],
    [3, 5],
    [8, 2],
    [15, 3],
    [17, 1],
    [854, 3],
    [1919, 2],
  ])("a picture of %i×%i has no sample left out or written twice", (width, height) => {
    const bytes = Uint8Array.from({ length: width * height * 4 }, (_, index) =>
      index % 4 === 3 ? 255 : (index * 2_654_435_761) >>> 24,
    );
    const exact = referenceI420({ width, height, bytes });
    expect(largestDifference(arenaOf({ width, height, bytes }).toI420(0), exact)).toBeLessThanOrEqual(1);
  });

  test("each slot keeps its own output", () => {
    const arena = new PictureArena(3, 3);
    arena.slots[0].fill(255);
    const white = arena.toI420(0);
    arena.slots[1].fill(0);
    const black = arena.toI420(1);
    expect([white[0], black[0]]).toEqual([235, 16]);
  });
});

describe("opaque pixels", () => {
  test("every channel is divided by every alpha, and rounded as Skia does", () => {
    const arena = new PictureArena(256, 256);
    const bytes = Uint8Array.from({ length: 256 * 256 * 4 }, (_, index) => {
      const [channel, alpha] = [(index >> 2) & 0xff, index >> 10];
      return index % 4 === 3 ? alpha : channel;
    });
    arena.slots[1].set(bytes);
    arena.makeOpaque(1);
    expect(largestDifference(arena.slots[1], referenceOpaque(bytes))).toBe(0);
  });

  test("one translucent pixel is found wherever it is", () => {
    const arena = new PictureArena(5, 7);
    for (let pixel = 0; pixel < 35; pixel += 1) {
      arena.slots[0].fill(255).set([64, 32, 0, 128], pixel * 4);
      arena.makeOpaque(0);
      const expected = new Uint8Array(5 * 7 * 4).fill(255);
      expected.set([128, 64, 0, 255], pixel * 4);
      expect(arena.slots[0]).toEqual(expected);
    }
  });
});

test("slots are equal only if all bytes are", () => {
  const arena = new PictureArena(3, 3);
  arena.slots[0].fill(7);
  arena.slots[1].fill(7);
  expect(arena.areEqual()).toBe(true);
  arena.slots[1][35] = 8;
  expect(arena.areEqual()).toBe(false);
});
