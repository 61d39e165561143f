import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composition } from "../support/fixtures.ts";
import { renderNarrated } from "../support/narrated-video.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { extractFrame, shareOfDifference } from "./golden-frames.ts";
import { goldenImage, updateGolden } from "./golden-picture.ts";

/** Other versions of ffmpeg move some pixels at edges. */
const ALLOWED_SHARE = 0.002;
const words = ["Revenue", "is", "up", "again."].map((word, index) => ({
  word,
  start: index * 0.2,
  end: index * 0.2 + 0.18,
}));

let folder: TemporaryFolder;
let file: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "clip.mp4");
  const picture = "testsrc2=size=640x360:rate=10:duration=1";
  const codec = ["-c:v", "libx264", "-crf", "8", "-pix_fmt", "yuv420p", "-colorspace", "bt709"];
  await execa("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", picture, ...codec, file]);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe("a narrated picture", () => {
  it.each([
    ["16-9", 640, 360],
    ["9-16", 360, 640],
    ["1-1", 480, 480],
  ])("has presenter and captions at %s where they were approved", async (name, width, height) => {
    const page = composition(
      "<style>body { background: linear-gradient(120deg, #e0f2fe, #fef3c7) }</style>",
      `data-width=${width} data-height=${height} data-fps=10 data-duration=1 data-no-timeline`,
    );
    const block = { captions: "burned", placement: { border: { width: 4 } } };
    await using video = await renderNarrated(page, { file, words, block }, { workers: 1, quality: "high" });
    const golden = goldenImage(`narration-${name}`);
    const share = await shareOfDifference(await extractFrame(video.file, 5), golden, {
      update: updateGolden,
    });
    expect(share).toBeLessThanOrEqual(ALLOWED_SHARE);
  });
});
