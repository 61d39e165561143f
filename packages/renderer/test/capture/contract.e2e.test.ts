import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  frameSourceKinds,
  type FrameSourceKind,
  type PageSpec,
  type Take,
} from "../../src/capture/frame-source.ts";
import { frame } from "../../src/timeline/units.ts";
import {
  film,
  filmPage,
  installedChrome,
  largestDifference,
  openStudio,
  pageSpecOf,
  type TestStudio,
} from "../support/open-studio.ts";
import { readClocks } from "../support/read-clocks.ts";

interface Setting {
  readonly name: string;
  readonly kind: FrameSourceKind;
  readonly browser: string | null;
}

const packaged: readonly Setting[] = [
  { name: "surface", kind: "surface", browser: null },
  { name: "begin-frame", kind: "begin-frame", browser: null },
  { name: "screenshot", kind: "screenshot", browser: null },
];
const settings: readonly Setting[] = installedChrome
  ? [...packaged, { name: "screenshot of an installed Chrome", kind: "screenshot", browser: installedChrome }]
  : packaged;

const clocks = (changes: Partial<PageSpec> = {}): PageSpec =>
  pageSpecOf("clocks", { compositionId: "clocks", wantsTimeline: true, ...changes });

/** As `readClocks` wants it. */
function toVideo(pictures: ReadonlyArray<Buffer | null>): Parameters<typeof readClocks>[0] {
  const frames = pictures.map((picture) => {
    const bgra = picture!;
    const rgb = Buffer.alloc((bgra.length / 4) * 3);
    for (let pixel = 0; pixel < bgra.length / 4; pixel += 1) {
      for (const channel of [0, 1, 2]) rgb[pixel * 3 + channel] = bgra[pixel * 4 + 2 - channel]!;
    }
    return rgb;
  });
  return { width: 320, height: 180, frames };
}

async function show(take: Take, number: number, approach: "jump" | "step"): Promise<Buffer> {
  return Buffer.from((await take.show(frame(number), approach)).bgra);
}

describe.each(settings)("$name", ({ kind, browser }) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind, browser);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test("says which it is", () => {
    expect(studio.source.kind).toBe(kind);
  });

  test("shows frame i at i / rate, on every clock", async () => {
    const rate = { numerator: 30_000, denominator: 1001 };
    const readings = readClocks(toVideo(await filmPage(studio.source, clocks({ rate }), 30)));
    for (const [number, { rows }] of readings.entries()) {
      const time = (number * 1001e6) / 30_000;
      // A step of the time that Chromium tells pages is 100 µs.
      const clocksOfTime = {
        timeline: rows.timeline,
        performance: rows.performance - 1000,
        timestamp: rows.timestamp - 1000,
        css: rows.css,
        waapi: rows.waapi,
        smil: rows.smil,
        transition: rows.transition,
      };
      for (const [name, value] of Object.entries(clocksOfTime)) {
        expect(Math.abs(value - time), `${name} of frame ${number}: ${value}, not ${time}`).toBeLessThan(51);
      }
      expect(Math.abs(rows.dateMilliseconds - time / 1000)).toBeLessThan(1.05);
      const timers = Math.max(0, Math.floor((time - 3000) / 10_000));
      expect([rows.callbacks, rows.intervals, rows.timeouts]).toEqual([number + 1, timers, timers]);
    }
  });

  test("knows where it is", async () => {
    await using take = await studio.source.open(pageSpecOf("moving"));
    expect(take.position).toBe(-1);
    await take.show(frame(7), "jump");
    expect(take.position).toBe(7);
    await take.next();
    expect(take.position).toBe(8);
    await take.show(frame(20), "step");
    expect(take.position).toBe(20);
  });

  test("gives opaque BGRA of the scene's size, rows from the top", async () => {
    await using take = await studio.source.open(pageSpecOf("patches"));
    const picture = await show(take, 0, "jump");
    const at = (x: number, y: number): number[] => [...picture.subarray((y * 320 + x) * 4).subarray(0, 4)];
    expect(picture.length).toBe(320 * 180 * 4);
    expect([at(0, 0), at(319, 0), at(80, 89), at(200, 20)]).toEqual([
      [0, 0, 0, 255],
      [0, 255, 0, 255],
      [255, 255, 255, 255],
      [0, 0, 255, 255],
    ]);
    expect([at(0, 179), at(319, 179), at(160, 90)]).toEqual([
      [255, 0, 0, 255],
      [160, 96, 24, 255],
      [105, 172, 224, 255],
    ]);
  });

  test("keeps a picture until the one after the next", async () => {
    await using take = await studio.source.open(pageSpecOf("moving"));
    const first = await take.show(frame(0), "jump");
    const copy = Buffer.from(first.bgra);
    const second = await take.next();
    expect(copy.equals(first.bgra)).toBe(true);
    expect(copy.equals(second!.bgra)).toBe(false);
  });

  test("gives the same pictures of every page, whatever the browser showed before", async () => {
    const before = await filmPage(studio.source, pageSpecOf("moving"), 8);
    await filmPage(studio.source, clocks(), 4);
    const after = await filmPage(studio.source, pageSpecOf("moving"), 8);
    expect(after.map((picture, index) => picture?.equals(before[index]!))).toEqual(before.map(() => true));
  });

  test("shows the same frame after a jump as after all frames before it", async () => {
    await using jumping = await studio.source.open(pageSpecOf("moving"));
    await using stepping = await studio.source.open(pageSpecOf("moving"));
    for (const number of [23, 44]) {
      const jumped = await show(jumping, number, "jump");
      const stepped = await show(stepping, number, "step");
      expect(largestDifference(jumped, stepped)).toBeLessThanOrEqual(2);
    }
  });

  test("runs the page through every frame when it steps, and not when it jumps", async () => {
    const spec = pageSpecOf("stateful");
    const film60 = await filmPage(studio.source, spec, 61);
    await using stepping = await studio.source.open(spec);
    await using jumping = await studio.source.open(spec);
    const expected = film60.findLast((picture) => picture !== null)!;
    expect((await show(stepping, 60, "step")).equals(expected)).toBe(true);
    expect((await show(jumping, 60, "jump")).equals(expected)).toBe(false);
  });

  test("tells of the page's clips and errors", async () => {
    await using take = await studio.source.open(pageSpecOf("clips", { wantsTimeline: true }));
    await film(take, 3);
    expect(take.measure.clips.map(({ id, start, end }) => [id, start, end])).toEqual([
      ["first", 0, 0.5],
      ["second", 0.5, 1],
    ]);
    expect(take.measure.durations.timeline).toBe(1);
    expect(take.log.scriptErrors).toHaveLength(1);
    expect(take.log.scriptErrors[0]).toMatchObject({
      message: expect.stringContaining("on purpose") as string,
    });
    expect(take.log.failedRequests).toEqual([expect.stringContaining("missing.png")]);
  });
});

test.each(frameSourceKinds)("%s converts to I420 of even sizes", async (kind) => {
  await using studio = await openStudio(kind);
  await using take = await studio.source.open(pageSpecOf("patches", { width: 319, height: 179 }));
  const picture = await take.show(frame(0), "jump");
  const planes = picture.toI420();
  expect(picture.bgra.length).toBe(319 * 179 * 4);
  expect(planes.length).toBe(320 * 180 * 1.5);
  // Black, white, and the padding to the right of green.
  expect([planes[0], planes[81], planes[319]]).toEqual([16, 235, 173]);
});

const scaled: Buffer[] = [];

test.each(frameSourceKinds)("%s draws with the scale's device pixels", async (kind) => {
  await using studio = await openStudio(kind);
  await using take = await studio.source.open(pageSpecOf("patches", { scale: 2 }));
  const picture = await show(take, 0, "jump");
  const at = (x: number, y: number): number[] => [...picture.subarray((y * 640 + x) * 4).subarray(0, 4)];
  expect(picture.length).toBe(640 * 360 * 4);
  expect([at(0, 0), at(159, 179), at(160, 179), at(639, 179), at(639, 180), at(639, 359)]).toEqual([
    [0, 0, 0, 255],
    [0, 0, 0, 255],
    [255, 255, 255, 255],
    [0, 255, 0, 255],
    [160, 96, 24, 255],
    [160, 96, 24, 255],
  ]);
  await using moving = await studio.source.open(pageSpecOf("moving", { scale: 2 }));
  scaled.push(await show(moving, 20, "jump"));
  // Drawn anew at that scale, not enlarged: else each pixel would be like one of its neighbours.
  for (const other of scaled) expect(meanDifference(other, scaled[0]!)).toBeLessThan(0.5);
});

describe("sources compared", () => {
  const FRAMES = 40;
  const films = new Map<string, Array<Buffer | null>>();

  beforeAll(async () => {
    for (const { name, kind, browser } of settings) {
      await using studio = await openStudio(kind, browser);
      films.set(name, await filmPage(studio.source, pageSpecOf("moving"), FRAMES));
    }
  });

  test("the surface and screenshots of issued frames are the same to the last bit", () => {
    const [surface, issued] = [films.get("surface")!, films.get("begin-frame")!];
    const different = surface.flatMap((picture, index) => (picture!.equals(issued[index]!) ? [] : [index]));
    expect(different).toEqual([]);
  });

  test.each(settings.slice(2).map(({ name }) => name))("%s: hardly another picture", (name) => {
    const surface = films.get("surface")!;
    const differences = films.get(name)!.map((picture, index) => meanDifference(picture!, surface[index]!));
    // Threaded compositing rounds the edges of moving layers otherwise, and another Chromium draws a little otherwise.
    expect(Math.max(...differences)).toBeLessThan(0.5);
  });
});

/** The mean difference of a channel, 0 to 255. */
function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += Math.abs(a[index]! - b[index]!);
  return sum / a.length;
}
