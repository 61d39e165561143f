import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";
import { extractFrame, shareOfDifference } from "./golden-frames.ts";

const example = fileURLToPath(new URL("../../../../examples/weekly-report", import.meta.url));
/** UPDATE_GOLDEN=1 writes the golden images anew; look at them before they are committed. */
const update = process.env["UPDATE_GOLDEN"] === "1";
/** Other versions of the encoder move some pixels at edges. */
const ALLOWED_SHARE = 0.001;

describe("the weekly report", () => {
  let video: RenderedVideo;

  beforeAll(async () => {
    video = await renderFixture(example);
  });
  afterAll(() => video[Symbol.asyncDispose]());

  it("lasts 20 seconds, without a warning, read from the surface", () => {
    expect(video.result).toMatchObject({ frames: 600, width: 1920, height: 1080, rate: "30", warnings: [] });
    expect(video.result.source?.kind).toBe("surface");
    expect(video.events.filter(({ event }) => event === "stepping")).toEqual([]);
  });

  it.each([60, 108, 160, 255, 315, 375, 446, 504, 585])(
    "shows frame %i as it was approved",
    async (number) => {
      const golden = new URL(`../../../../test/fixtures/golden/weekly-report-${number}.png`, import.meta.url);
      const share = await shareOfDifference(await extractFrame(video.file, number), golden, { update });
      expect(share).toBeLessThanOrEqual(ALLOWED_SHARE);
    },
  );
});
