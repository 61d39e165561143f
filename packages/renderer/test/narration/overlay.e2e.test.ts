import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DecodedFrames } from "../support/decode-frames.ts";
import { composition } from "../support/fixtures.ts";
import { renderNarrated } from "../support/narrated-video.ts";
import { readNumber, videoFolder, type VideoFolder } from "../support/video-files.ts";

const h264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "8", "-g", "40", "-bf", "2"];
/** Half as high as the frame, in its middle. */
const middle = {
  ...{ x: "50%", y: "50%", size: "50%", shape: "rectangle", aspect: "16:9" },
  ...{ border: false, shadow: false, enter: "none", exit: "none" },
};
const box = { x: 80, y: 45, width: 160, height: 90 };

let folder: VideoFolder;

beforeAll(async () => {
  folder = await videoFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** The number that is read in each frame; `null` where there is none. */
function numbersIn({ frames, width }: DecodedFrames): Array<number | null> {
  return frames.map((rgb) => readNumber({ data: withAlpha(rgb), width }, box));
}

function withAlpha(rgb: Buffer): Uint8Array {
  const data = new Uint8Array((rgb.length / 3) * 4);
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return data;
}

describe("the presenter's picture", () => {
  it.each([
    ["30000/1001", "29.97"],
    ["60", "60"],
  ])("is the clip's own, frame by frame, over every seam, at %s frames per second", async (rate, fps) => {
    const name = `clip-${fps}.mp4`;
    const file = await folder.make({ name, frames: 130, rate, output: h264 });
    const page = composition("", "data-duration=1 data-no-timeline");
    const block = { placement: { ...middle, start: 0.5 } };
    await using video = await renderNarrated(page, { file, block }, { fps, workers: 2 });
    const first = Math.round(Number(fps) / 2);
    const expected = Array.from({ length: first + 130 }, (_, index) =>
      index < first ? null : index - first,
    );
    expect(video.result.frames).toBe(first + 130);
    expect(numbersIn(await video.decode())).toEqual(expected);
  });
});
