import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chunkList } from "../../src/timeline/chunk-list.ts";
import { frame as frameNumber } from "../../src/timeline/units.ts";
import { fixture, project } from "../support/fixtures.ts";
import { clockBars, readClocks, type ClockReading } from "../support/read-clocks.ts";
import { renderFixture } from "../support/render-fixture.ts";

/** Chromium tells pages the time in steps of this many microseconds. */
const STEP = 100;
/** At frame 0, which is shown a millisecond after the navigation. */
const ZERO = 1000;

/** What the page must say at a frame, from nothing but its number and the rate. Seconds, or microseconds. */
function expectedRows(frame: number, rate: readonly [number, number]): Rows {
  const exact = (frame * rate[1] * 1e6) / rate[0];
  const time = Math.round(exact / STEP) * STEP;
  // They go off after 13 ms, 23 ms, 33 ms …
  const timers = Math.max(0, Math.floor((exact - 3000) / 10_000));
  return {
    timeline: Math.round(exact),
    performance: ZERO + time,
    timestamp: ZERO + time,
    documentTimeline: ZERO + time,
    css: time,
    waapi: time,
    smil: time,
    transition: time,
    callbacks: frame + 1,
    intervals: timers,
    timeouts: timers,
  };
}

/**
 * `Date` counts whole milliseconds. It starts up to one step late, so that in the last step before the next millisecond
 * a secret of Chromium's process decides which it is.
 */
function isRightDate(milliseconds: number, exact: number): boolean {
  const time = Math.round(exact / STEP) * STEP;
  return [time, time + STEP].some((late) => Math.floor(late / 1000) === milliseconds);
}

type Rows = Partial<ClockReading["rows"]>;

/** The frames on which a clock is wrong, with what it says and what it should. */
function wrongReadings(
  readings: readonly ClockReading[],
  expectedAt: (frame: number) => Rows,
): ReadonlyArray<{ readonly frame: number; readonly actual: Rows; readonly expected: Rows }> {
  return readings.flatMap(({ rows }, frame) => {
    const expected = expectedAt(frame);
    const names = Object.keys(expected) as Array<keyof Rows>;
    const wrong = names.filter((name) => rows[name] !== expected[name]);
    if (!isRightDate(rows.dateMilliseconds, expected.timeline!)) wrong.push("dateMilliseconds");
    const pick = (from: Rows): Rows => Object.fromEntries(wrong.map((name) => [name, from[name]]));
    return wrong.length > 0 ? [{ frame, actual: pick(rows), expected: pick(expected) }] : [];
  });
}

const rates: ReadonlyArray<readonly [string, readonly [number, number]]> = [
  ["24", [24, 1]],
  ["25", [25, 1]],
  ["30000/1001", [30_000, 1001]],
  ["50", [50, 1]],
  ["60", [60, 1]],
];

test.each(rates)("shows in frame i exactly the time i divided by %s, on every clock", async (fps, rate) => {
  await using video = await renderFixture(fixture("clocks"), { fps });
  const readings = readClocks(await video.decode());
  expect(video.result.source?.kind).toBe("surface");
  expect(readings).toHaveLength(Math.ceil((2 * rate[0]) / rate[1]));
  expect(wrongReadings(readings, (frame) => expectedRows(frame, rate))).toEqual([]);
  // Boxes begin and end with a whole pixel, of which there are 160 to a second.
  for (const [frame, { bars }] of readings.entries()) {
    const time = (frame * rate[1]) / rate[0];
    for (const name of clockBars) expect(Math.abs(bars[name] - time) * 160).toBeLessThan(0.65);
  }
});

test("is as exact in later chunks, whether they start by a jump or are stepped", async () => {
  const chunks = chunkList(frameNumber(0), frameNumber(300)).length;
  expect(chunks).toBeGreaterThan(1);
  const html = await readFile(join(fixture("clocks"), "index.html"), "utf8");
  // The count of callbacks tells a page that was stepped from one that was not; the transition ends after 2 s.
  await using jumping = await project(html.replace("callbacks += 1;", ""));
  for (const [path, stepped] of [
    [jumping.path, false],
    [fixture("clocks"), true],
  ] as const) {
    await using video = await renderFixture(path, { fps: 60, duration: 5, workers: 2 });
    const names = video.events.map(({ event }) => event);
    expect(video.events).toContainEqual(expect.objectContaining({ event: "plan", frames: 300, chunks }));
    expect(names.includes("stepping")).toBe(stepped);
    const wrong = wrongReadings(readClocks(await video.decode()), (frame) => {
      const { css = 0, waapi = 0, transition, callbacks = 0, ...rows } = expectedRows(frame, [60, 1]);
      const ended = { css: Math.min(css, 2e6), waapi: Math.min(waapi, 2e6) };
      return {
        ...rows,
        ...ended,
        transition: transition! < 2e6 ? transition! : 0,
        callbacks: stepped ? callbacks : 0,
      };
    });
    expect(wrong).toEqual([]);
  }
});
