import { describe, expect, test } from "vitest";
import { mediaTime } from "../../src/page/video/video-time.ts";

const place = { start: 0, inPoint: 0, rate: 1, loop: false };

describe("media time", () => {
  test("begins at the in-point when the element starts, and passes at its rate", () => {
    expect(mediaTime({ ...place, start: 2, inPoint: 0.5, rate: 2 }, 3, 10)).toBe(2.5);
  });

  test("is the in-point before that", () => {
    expect(mediaTime({ ...place, start: 2, inPoint: 0.5 }, 1, 10)).toBe(0.5);
  });

  test("stands at the end of the source", () => {
    expect(mediaTime(place, 11, 10)).toBe(10);
  });

  test("wraps to the in-point, to the frame, for hours", () => {
    const looped = { ...place, inPoint: 0.1, loop: true };
    // 0.9 s a round, which is 27 frames at 30 frames per second.
    for (let frame = 0; frame < 400_000; frame += 27)
      expect(mediaTime(looped, frame / 30, 1)).toBeCloseTo(0.1, 5);
    expect(mediaTime(looped, 26 / 30, 1)).toBeCloseTo(0.1 + 26 / 30, 9);
  });

  test("stands where the in-point leaves nothing to repeat", () => {
    expect(mediaTime({ ...place, inPoint: 1, loop: true }, 5, 1)).toBe(1);
  });
});
