import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CompositionError } from "../../src/errors.ts";
import { frame } from "../../src/timeline/units.ts";
import { largestDifference, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";
import { shareOfDifference } from "./golden-frames.ts";
import { encodePicture, goldenImage, updateGolden } from "./golden-picture.ts";

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
  { name: "react-18", length: 0 },
  { name: "react-19", length: 0 },
  { name: "topojson", length: 0 },
  { name: "gl-matrix", length: 0 },
];

let studio: TestStudio;

beforeAll(async () => {
  studio = await openStudio("surface");
});
afterAll(() => studio[Symbol.asyncDispose]());

describe.each(libraries)("$name", ({ name, length, wantsTimeline = false, tolerance = 0 }) => {
  const spec = pageSpecOf(`library-${name}`, { wantsTimeline });
  let stepped: readonly Buffer[];

  it("looks as in the golden images, without a network and without complaints", async () => {
    await using take = await studio.source.open(spec);
    expect(take.log.failedRequests).toEqual([]);
    expect(take.log.scriptErrors).toEqual([]);
    const { timeline, animations } = take.measure.durations;
    expect(Math.max(timeline, animations)).toBeCloseTo(length, 6);
    const pictures: Buffer[] = [];
    for (const number of shown) pictures.push(Buffer.from((await take.show(number, "step")).bgra));
    stepped = pictures;
    for (const [index, picture] of pictures.entries()) {
      const golden = goldenImage(`library-${name}-${shown[index]}`);
      const share = await shareOfDifference(encodePicture(picture, spec), golden, { update: updateGolden });
      expect([shown[index], share < ALLOWED_SHARE]).toEqual([shown[index], true]);
    }
  });

  it.each([1, 2])("shows the same after a jump (golden image %i)", async (index) => {
    await using take = await studio.source.open(spec);
    const { bgra } = await take.show(shown[index]!, "jump");
    expect(largestDifference(Buffer.from(bgra), stepped[index]!)).toBeLessThanOrEqual(tolerance);
  });

  it("moves", () => {
    expect(stepped[0]!.equals(stepped[1]!)).toBe(false);
    expect(stepped[1]!.equals(stepped[2]!)).toBe(false);
  });
});

describe("a library that is nowhere", () => {
  it.each([
    [
      "index.html",
      "the library three@0.128 is neither installed, nor shipped, nor reachable: https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js",
      "Run npm install three@0.128 in the project's folder.",
    ],
    [
      "babel.html",
      "the library @babel/standalone is neither",
      "Run npm install @babel/standalone in the project's folder.",
    ],
    ["module.html", "the library pixi.js@8.5.0 is neither", "Run npm install pixi.js@8.5.0"],
    [
      "tailwind.html",
      "https://cdn.tailwindcss.com/",
      "Load https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4",
    ],
  ])("is an error that says what to do (%s)", async (file, subject, advice) => {
    const url = `http://project.localhost/library-missing/${file}`;
    const opened = studio.source.open(pageSpecOf("library-missing", { url, wantsTimeline: true }));
    await expect(opened).rejects.toThrow(CompositionError);
    await expect(opened).rejects.toThrow(subject);
    await expect(opened).rejects.toThrow(advice);
  });
});
