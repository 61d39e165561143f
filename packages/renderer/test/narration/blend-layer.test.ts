import fc from "fast-check";
import { expect, test } from "vitest";
import { blendLayer, type Layer } from "../../src/narration/presenter/blend-layer.ts";

const SIZE = 6;
const byte = fc.integer({ min: 0, max: 255 });
const bytes = (count: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof(byte, fc.constantFrom(0, 255)), { minLength: count, maxLength: count });

function layerOf(pixels: readonly number[]): Layer {
  return { pixels: Uint8Array.from(pixels), width: SIZE, height: SIZE };
}

const by255 = (product: number): number => Math.round(product / 255);

/** One channel after the other, as Porter and Duff have it. */
function channelOver(layer: readonly number[], below: readonly number[], coverage: number): number[] {
  const rest = 255 - by255(layer[3]! * coverage);
  return layer.map((value, channel) =>
    Math.min(255, by255(value * coverage) + by255(below[channel]! * rest)),
  );
}

test("each channel is the layer's, as far as it covers, and else what is below; none runs into another", () => {
  const count = SIZE * SIZE;
  const drawing = fc.record({
    upper: bytes(4 * count),
    lower: bytes(4 * count),
    mask: bytes(count),
    opacity: fc.constantFrom(0, 0.25, 0.5, 1),
  });
  fc.assert(
    fc.property(drawing, ({ upper, lower, mask, opacity }) => {
      const target = layerOf(lower);
      blendLayer(target, layerOf(upper), { x: 0, y: 0, mask: Uint8Array.from(mask), opacity });
      const pixel = (channels: readonly number[], at: number): number[] => channels.slice(4 * at, 4 * at + 4);
      const coverage = (covered: number): number => by255(covered * Math.round(opacity * 255));
      expect([...target.pixels]).toEqual(
        mask.flatMap((covered, at) => channelOver(pixel(upper, at), pixel(lower, at), coverage(covered))),
      );
    }),
  );
});

test("what lies outside is left out", () => {
  const target = layerOf(Array.from({ length: SIZE * SIZE * 4 }, () => 10));
  const layer = layerOf(Array.from({ length: SIZE * SIZE * 4 }, () => 255));
  blendLayer(target, layer, { x: SIZE - 1, y: 1 - SIZE, mask: null, opacity: 1 });
  const white = [...target.pixels].flatMap((value, at) => (at % 4 === 0 && value === 255 ? at / 4 : []));
  expect(white).toEqual([SIZE - 1]);
});
