import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frame } from "../../src/timeline/units.ts";
import { largestDifference, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";
import { shareOfDifference } from "./golden-frames.ts";
import { encodePicture, goldenImage, updateGolden } from "./golden-picture.ts";

const ALLOWED_SHARE = 0.001;

let studio: TestStudio;

beforeAll(async () => {
  studio = await openStudio("surface");
});
afterAll(() => studio[Symbol.asyncDispose]());

describe("fonts", () => {
  it("of Google Fonts look as in the golden image from the first frame on, without a network", async () => {
    const spec = pageSpecOf("font-google");
    await using take = await studio.source.open(spec);
    const first = Buffer.from((await take.show(frame(0), "jump")).bgra);
    expect(take.log.failedRequests).toEqual([]);
    const golden = goldenImage("font-google-0");
    expect(
      await shareOfDifference(encodePicture(first, spec), golden, { update: updateGolden }),
    ).toBeLessThan(ALLOWED_SHARE);
    // Nothing comes later.
    const later = Buffer.from((await take.show(frame(40), "jump")).bgra);
    expect(largestDifference(first, later)).toBe(0);
  });

  it("that are first used late are there by then", async () => {
    const spec = pageSpecOf("font-later");
    await using take = await studio.source.open(spec);
    const blank = Buffer.from((await take.show(frame(14), "jump")).bgra);
    expect(blank.every((value) => value === 255)).toBe(true);
    const picture = Buffer.from((await take.show(frame(15), "step")).bgra);
    const golden = goldenImage("font-later-15");
    expect(
      await shareOfDifference(encodePicture(picture, spec), golden, { update: updateGolden }),
    ).toBeLessThan(ALLOWED_SHARE);
  });

  it("that are nowhere are named, with what to do, and only those", async () => {
    await using take = await studio.source.open(pageSpecOf("font-missing"));
    expect(take.log.failedRequests).toEqual([
      expect.stringMatching(
        /^the font family "Caveat Brush" \(neither installed nor reachable: .*npm install @fontsource\/caveat-brush in the project's folder$/,
      ),
      'the font family "House Brand" (used without @font-face or link, and not installed); text in it is shown in another one. Google Fonts is not known to have it: put its file into the project, and declare it with @font-face',
    ]);
    expect(take.log.missingLibraries).toEqual([]);
  });
});
