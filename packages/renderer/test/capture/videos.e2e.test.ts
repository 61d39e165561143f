import { expect, test } from "vitest";
import { frameSourceKinds } from "../../src/capture/frame-source.ts";
import { openVideoStudio } from "../support/film-videos.ts";
import { readNumber } from "../support/video-files.ts";

test.for(frameSourceKinds)(
  "videos are filmed frame by frame, and cost nothing once they stand, by %s",
  async (kind) => {
    await using studio = await openVideoStudio(kind);
    const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2"];
    const video = await studio.make({ name: "a.mp4", frames: 12, rate: "30", duration: 0.4, output });
    const html = `<video src="${video.url}"></video>`;
    const { pictures, still, complaints } = await studio.film({ html, videos: [video], count: 16 });
    expect(complaints).toEqual([]);
    expect(pictures.map((data) => readNumber({ data, width: 320 }))).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 11, 11],
    ]);
    expect(still).toBe(4);
  },
);
