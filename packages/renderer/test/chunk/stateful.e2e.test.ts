import { expect, test } from "vitest";
import type { DecodedFrames } from "../support/decode-frames.ts";
import { fixture } from "../support/fixtures.ts";
import { renderFixture } from "../support/render-fixture.ts";

/** Where the dot of `test/fixtures/stateful` is at every frame: its own steps, with exact times. */
function expectedPlaces(frames: number, rate: number): number[] {
  let [x, velocity] = [10, 0];
  return Array.from({ length: frames }, (_, frame) => {
    // Chromium tells pages the time in steps of a tenth of a millisecond.
    const time = (number: number): number => Math.round((number * 1e4) / rate) / 10;
    const dt = frame === 0 ? 0 : (time(frame) - time(frame - 1)) / 1000;
    velocity += ((150 - x) * 9 - velocity * 0.35) * dt;
    x += velocity * dt;
    return Math.round(x);
  });
}

function places({ frames, width }: DecodedFrames): number[] {
  return frames.map((picture) => {
    const row = picture.subarray(90 * width * 3, 91 * width * 3);
    return row.findIndex((value) => value > 127) / 3;
  });
}

test("steps a page that depends on every frame before, and shows it right, with any number of workers", async () => {
  const hashes: string[] = [];
  for (const workers of [1, 2]) {
    await using video = await renderFixture(fixture("stateful"), { fps: 60, workers });
    expect(video.events).toContainEqual(expect.objectContaining({ event: "plan", frames: 300, chunks: 2 }));
    expect(video.events.filter(({ event }) => event === "stepping")).toHaveLength(1);
    const found = places(await video.decode());
    const expected = expectedPlaces(300, 60);
    const wrong = found.flatMap((place, frame) =>
      Math.abs(place - expected[frame]!) <= 1 ? [] : [[frame, place, expected[frame]]],
    );
    expect(wrong).toEqual([]);
    hashes.push(await video.sha256());
  }
  expect(new Set(hashes).size).toBe(1);
});
