import { describe, expect, test } from "vitest";
import { colorAt, nameAt, type DecodedFrames } from "../support/decode-frames.ts";
import { composition, fixture } from "../support/fixtures.ts";
import { largestDifference } from "../support/open-studio.ts";
import { renderFixture, renderPage } from "../support/render-fixture.ts";

const timeless = (seconds: number): string => `data-no-timeline data-duration="${seconds}"`;
const whole = (color: string): string => `position: absolute; inset: 0; background: ${color}`;

/** From which frame on which colour is in the middle. */
function runs(video: DecodedFrames, place: readonly [number, number] = [160, 90]): string[] {
  const names = video.frames.map((_, frame) => nameAt(video, frame, place));
  return names.flatMap((name, frame) => (name === names[frame - 1] ? [] : [`${frame} ${name}`]));
}

describe("a clip", () => {
  test("begins and ends on its frames, though decimal fractions do not add up in binary", async () => {
    // 0.1 + 0.2 is a little more than 0.3, and 0.7 - 0.1 a little less than 0.6.
    const html = composition(
      `<div id="a" data-start="0.1" data-duration="0.2" style="${whole("#f00")}"></div>
       <div id="b" data-start="a" data-duration="0.4" style="${whole("#0f0")}"></div>
       <div id="c" data-start="b - 0.1" data-duration="0.3" style="${whole("#00f")}"></div>`,
      timeless(1),
    );
    const video = await renderPage(html);
    expect(runs(video)).toEqual(["0 white", "3 red", "9 lime", "18 blue", "27 white"]);
  });

  test("begins with the first frame at or after its start at a rate that is no whole number", async () => {
    const html = composition(
      `<div data-start="0.5" data-duration="0.25" style="${whole("#f00")}"></div>`,
      timeless(1),
    );
    // Frame 15 is at 0.5005 s, frame 22 at 0.734 s, and frame 23 at 0.767 s.
    expect(runs(await renderPage(html, { fps: "30000/1001" }))).toEqual(["0 white", "15 red", "23 white"]);
  });

  test("does not outlast the clip that it is in", async () => {
    const html = composition(
      `<div data-start="0.2" data-duration="0.2">
         <div data-start="0" data-duration="1" style="${whole("#f00")}; visibility: visible"></div>
         <div data-start="0.3" data-duration="0.5" style="${whole("#00f")}"></div>
       </div>`,
      timeless(0.6),
    );
    expect(runs(await renderPage(html))).toEqual(["0 white", "6 red", "9 blue", "12 white"]);
  });

  test("leaves its room to others while it is hidden, if it is a leaf in the flow", async () => {
    const html = composition(
      `<div style="display: flex; flex-direction: column">
         <span data-start="0.2" data-duration="0.2" style="height: 90px; background: #f00"></span>
         <span style="height: 90px; background: #00f"></span>
       </div>`,
      timeless(0.6),
    );
    const video = await renderPage(html);
    expect(runs(video, [160, 45])).toEqual(["0 blue", "6 red", "12 blue"]);
    expect(runs(video, [160, 135])).toEqual(["0 white", "6 blue", "12 white"]);
  });

  test("keeps its room while it is hidden, if something is in it", async () => {
    const html = composition(
      `<div style="display: flex; flex-direction: column">
         <p data-start="0.2" data-duration="0.2" style="height: 90px; margin: 0; background: #f00"><b></b></p>
         <span style="height: 90px; background: #00f"></span>
       </div>`,
      timeless(0.6),
    );
    const video = await renderPage(html);
    expect(runs(video, [160, 45])).toEqual(["0 white", "6 red", "12 white"]);
    expect(runs(video, [160, 135])).toEqual(["0 blue"]);
  });

  test("lies over the whole root, unless it has a place or a size of its own", async () => {
    const html = composition(
      `<div data-start="0" style="background: #f00"></div>
       <div data-start="0" style="background: #0f0; width: 40px; height: 30px"></div>
       <div data-start="0" style="background: #00f; right: 0; bottom: 0; width: 40px; height: 30px"></div>`,
      timeless(0.1),
    );
    const video = await renderPage(html);
    const places = [
      [300, 20],
      [160, 90],
      [10, 170],
      [36, 26],
      [43, 33],
      [283, 153],
      [276, 146],
    ] as const;
    expect(places.map((place) => nameAt(video, 0, place))).toEqual([
      ...["red", "red", "red", "lime", "red", "blue", "red"],
    ]);
  });
});

describe("the root", () => {
  test("is never hidden", async () => {
    const html = composition(
      `<div style="${whole("#f00")}"></div><div data-start="0" data-duration="0.5"></div>`,
      `data-no-timeline data-start="0.1" data-duration="0.2"`,
    );
    expect(runs(await renderPage(html))).toEqual(["0 red"]);
  });

  test("cuts off what sticks out of it, and is drawn from the corner", async () => {
    const html = composition(
      `<div style="position: absolute; left: 300px; top: 160px; width: 900px; height: 900px; background: #f00"></div>`,
      timeless(0.1),
    );
    const video = await renderPage(html);
    expect([nameAt(video, 0, [0, 0]), nameAt(video, 0, [319, 179])]).toEqual(["white", "red"]);
  });

  test("has the timeline of its own name, if there are several", async () => {
    const html = composition(
      `<div id="box" style="${whole("#fff")}"></div><script>
         const timeline = (color) => ({ duration: () => 0.2, pause() {}, seek() { box.style.background = color; } });
         window.__timelines = { other: timeline("#00f"), main: timeline("#f00") };
       </script>`,
    );
    expect(runs(await renderPage(html))).toEqual(["0 red"]);
  });
});

describe("a part, a scale, an odd size", () => {
  test("a part shows what the whole shows there", async () => {
    // Lossless, so that nothing but the pictures can differ.
    await using all = await renderFixture(fixture("moving"), { crf: 0 });
    await using part = await renderFixture(fixture("moving"), { crf: 0, from: "0.5", to: "40f" });
    const expected = (await all.decode()).frames.slice(15, 40);
    const found = (await part.decode()).frames;
    expect(found).toHaveLength(25);
    const differences = found.map((picture, index) => largestDifference(picture, expected[index]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
  });

  test("twice the scale has twice the device pixels, all over", async () => {
    await using video = await renderFixture(fixture("patches"), { scale: 2, to: "3f" });
    const decoded = await video.decode();
    expect(decoded).toMatchObject({ width: 640, height: 360 });
    const names = [
      [10, 10],
      [240, 170],
      [630, 10],
      [10, 350],
    ].map(([x = 0, y = 0]) => nameAt(decoded, 2, [x, y]));
    expect(names).toEqual(["black", "white", "lime", "blue"]);
    const steel = colorAt(decoded, 2, [600, 350]);
    expect(
      Math.max(...steel.map((value, channel) => Math.abs(value - [24, 96, 160][channel]!))),
    ).toBeLessThan(3);
  });

  test("an odd size is padded by the last row and column again", async () => {
    const html = composition(
      `<div style="${whole("#fff")}"><div style="position: absolute; right: 0; bottom: 0; width: 20px; height: 20px; background: #f00"></div></div>`,
      `data-width="161" data-height="91" ${timeless(0.1)}`,
    );
    const video = await renderPage(html);
    expect(video).toMatchObject({ width: 162, height: 92 });
    expect([nameAt(video, 0, [161, 91]), nameAt(video, 0, [160, 90]), nameAt(video, 0, [161, 10])]).toEqual([
      ...["red", "red", "white"],
    ]);
  });
});
