import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameSourceKinds, type Approach, type PageSpec, type Take } from "../../src/capture/frame-source.ts";
import { findProject } from "../../src/composition/find-project.ts";
import { parseComposition } from "../../src/composition/parse-composition.ts";
import { frame } from "../../src/timeline/units.ts";
import { fixture } from "../support/fixtures.ts";
import { openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

const fps = 20;

/** How far an animation of a second has come after so many seconds. */
const after = (time: number): number => Math.round(200 * Math.min(1, Math.max(0, time)));
const seen =
  (left: (time: number) => number) =>
  (time: number): number | null =>
    time < 1 ? null : left(time);

/** What stands in each row of 12 pixels: how far from the left at a time in seconds, `null` where nothing is seen. */
const rows: ReadonlyArray<readonly [name: string, left: (time: number) => number | null]> = [
  ["a clip", seen((time) => after(time - 1))],
  ["a clip in the flow, which starts after another", seen((time) => after(time - 1))],
  ["what stands before a clip", seen((time) => after(time - 1))],
  ["a clip that its author displays with its start", seen((time) => after(time - 1))],
  [
    "delay, iterations and directions",
    seen((time) => {
      const turns = Math.min(2, Math.max(0, (time - 1.25) / 0.5));
      return Math.round(200 * (turns > 1 ? 2 - turns : turns));
    }),
  ],
  ["one that is paused", seen(() => 100)],
  [
    "one that fills nothing, of a clip that starts between two frames",
    seen((time) => (time < 1.5 - 1e-9 ? Math.round((time - 1) * 400) : 0)),
  ],
  ["an element in a clip", seen(() => 200)],
  ["one that a script starts later, by a class", (time) => (time < 1.2 - 1e-9 ? 0 : after(time - 1.2))],
  ["one that a script makes", seen(() => 200)],
  ["a sub-composition", seen((time) => after((time - 1) * 2 + 0.1))],
  ["a clip in it", (time) => ((time - 1) * 2 + 0.1 < 0.5 - 1e-9 ? null : after((time - 1) * 2 + 0.1 - 0.5))],
  [
    "a sub-composition in it",
    (time) => ((time - 1) * 2 + 0.1 < 0.5 - 1e-9 ? null : after(((time - 1) * 2 + 0.1 - 0.5) / 2)),
  ],
  ["an element of the author's own in it", seen((time) => after((time - 1) * 2 + 0.1))],
  ["a sub-composition that is over before its slot", seen((time) => after(Math.min(0.5, time - 1)))],
];

/** The row whose state depends on the frames before. */
const stateful = "one that a script starts later, by a class";

/** Where the white box of each row begins. */
function readRows(bgra: Uint8Array, { width }: Pick<PageSpec, "width">): Record<string, number | null> {
  const lefts = rows.map(([name], row) => {
    const line = Array.from({ length: width }, (_, x) => bgra[((row * 12 + 5) * width + x) * 4] ?? 0);
    const left = line.findIndex((value) => value > 127);
    return [name, left < 0 ? null : left] as const;
  });
  return Object.fromEntries(lefts);
}

async function readFrames(
  take: Take,
  numbers: readonly number[],
  approach: Approach,
): Promise<Array<Record<string, number | null>>> {
  const found: Array<Record<string, number | null>> = [];
  for (const number of numbers)
    found.push(readRows((await take.show(frame(number), approach)).bgra, { width: 320 }));
  return found;
}

function expectedRows(number: number): Record<string, number | null> {
  return Object.fromEntries(rows.map(([name, left]) => [name, left(number / fps)]));
}

describe.each(frameSourceKinds)("%s", (kind) => {
  let studio: TestStudio;
  let spec: PageSpec;

  beforeAll(async () => {
    studio = await openStudio(kind);
    const { hosts, parts } = await parseComposition(await findProject(fixture("css-in-clips")));
    spec = pageSpecOf("css-in-clips", {
      rate: { numerator: fps, denominator: 1 },
      nested: {
        variables: { values: {}, properties: {} },
        hosts,
        parts: parts.map(({ source }) => source),
      },
    });
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test("animations of style sheets count from their clip's start, else from their composition's", async () => {
    const numbers = [19, 20, 21, 25, 29, 30, 35, 40, 49];
    await using take = await studio.source.open(spec);
    expect(await readFrames(take, numbers, "step")).toEqual(numbers.map(expectedRows));
  });

  test("they are where they are when a page is jumped in", async () => {
    for (const numbers of [[20], [27, 31], [45]]) {
      await using take = await studio.source.open(spec);
      const jumped = await readFrames(take, numbers, "jump");
      const expected = numbers.map(expectedRows);
      for (const found of [...jumped, ...expected]) delete found[stateful];
      expect(jumped).toEqual(expected);
    }
  });
});
