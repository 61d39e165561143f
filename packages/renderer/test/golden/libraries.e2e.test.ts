import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scene } from "../../src/capture/frame-source.ts";
import { frame } from "../../src/timeline/units.ts";
import { largestDifference, openStudio, sceneOf, type TestStudio } from "../support/open-studio.ts";
import { shareOfDifference } from "./golden-frames.ts";

/** UPDATE_GOLDEN=1 writes the golden images anew; look at them before they are committed. */
const update = process.env["UPDATE_GOLDEN"] === "1";
/** Another patch of a library may move some pixels at edges. */
const ALLOWED_SHARE = 0.001;
const shown = [4, 26, 50].map(frame);

interface Library {
  readonly name: string;
  /** Length in seconds that the page says by its library alone. */
  readonly length: number;
  readonly wantsTimeline?: boolean;
  /** By how much a jump may differ from stepping, of 255. */
  readonly tolerance?: number;
}

/** Chromium keeps a composited layer as it was first drawn, which moves the rounding of some pixels at its edges. */
const LAYER_TOLERANCE = 2;

const libraries: readonly Library[] = [
  { name: "gsap", length: 1.8, wantsTimeline: true },
  { name: "css", length: 2.5 },
  { name: "waapi", length: 1.8, tolerance: LAYER_TOLERANCE },
  { name: "smil", length: 0 },
  { name: "animejs-3", length: 2 },
  { name: "animejs-4", length: 2 },
  { name: "lottie", length: 1.5 },
  { name: "dotlottie", length: 1.5 },
  { name: "three", length: 0 },
  { name: "d3", length: 0 },
  { name: "chartjs", length: 0 },
  { name: "tailwind", length: 1.5, wantsTimeline: true, tolerance: LAYER_TOLERANCE },
  { name: "canvas", length: 0 },
];

let studio: TestStudio;

beforeAll(async () => {
  studio = await openStudio("surface");
});
afterAll(() => studio[Symbol.asyncDispose]());

describe.each(libraries)("$name", ({ name, length, wantsTimeline = false, tolerance = 0 }) => {
  const scene = sceneOf(`library-${name}`, { wantsTimeline });
  let stepped: readonly Buffer[];

  it("looks as in the golden images, without a network and without complaints", async () => {
    await using take = await studio.source.open(scene);
    expect(take.log.failedRequests).toEqual([]);
    expect(take.log.scriptErrors).toEqual([]);
    const { timeline, animations } = take.measure.durations;
    expect(Math.max(timeline, animations)).toBeCloseTo(length, 6);
    const pictures: Buffer[] = [];
    for (const number of shown) pictures.push(Buffer.from((await take.show(number, "step")).bgra));
    stepped = pictures;
    for (const [index, picture] of pictures.entries()) {
      const golden = new URL(
        `../../../../test/fixtures/golden/library-${name}-${shown[index]}.png`,
        import.meta.url,
      );
      const share = await shareOfDifference(encode(picture, scene), golden, { update });
      expect([shown[index], share < ALLOWED_SHARE]).toEqual([shown[index], true]);
    }
  });

  it.each([1, 2])("shows the same after a jump (golden image %i)", async (index) => {
    await using take = await studio.source.open(scene);
    const { bgra } = await take.show(shown[index]!, "jump");
    expect(largestDifference(Buffer.from(bgra), stepped[index]!)).toBeLessThanOrEqual(tolerance);
  });

  it("moves", () => {
    expect(stepped[0]!.equals(stepped[1]!)).toBe(false);
    expect(stepped[1]!.equals(stepped[2]!)).toBe(false);
  });
});

function encode(bgra: Buffer, { width, height }: Scene): Buffer {
  const image = new PNG({ width, height });
  for (let index = 0; index < bgra.length; index += 4) {
    image.data.set([bgra[index + 2]!, bgra[index + 1]!, bgra[index]!, 255], index);
  }
  return PNG.sync.write(image);
}
