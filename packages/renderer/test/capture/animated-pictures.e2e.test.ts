import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageSpec, Take } from "../../src/capture/frame-source.ts";
import { frame } from "../../src/timeline/units.ts";
import { film, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

/** How long each frame of the fixture's pictures lasts, in milliseconds. */
const delays = {
  "uneven.gif": [70, 30, 120, 50, 200, 90],
  "uneven.webp": [33, 47, 110, 64, 41],
  "even.png": [50, 50, 50, 50, 50],
};

/** What stands in each box of 20 pixels, from left to right, and when it is first to be seen. */
const boxes: ReadonlyArray<readonly [name: string, picture: keyof typeof delays, start: number]> = [
  ["img with a GIF", "uneven.gif", 0],
  ["img with a WebP", "uneven.webp", 0],
  ["img with an APNG", "even.png", 0],
  ["background", "uneven.gif", 0],
  ["SVG as a picture", "uneven.gif", 0],
  ["iframe", "uneven.gif", 0],
  ["clip", "uneven.gif", 500],
  ["put in later", "uneven.webp", 990],
];

/** Which frame of a picture is due after so many milliseconds. */
function dueFrame(list: readonly number[], time: number): number {
  let rest = time % list.reduce((sum, delay) => sum + delay);
  const index = list.findIndex((delay) => (rest -= delay) < -1e-6);
  return index < 0 ? 0 : index;
}

/** The boxes as frame `number` must show them. */
function expectedBoxes(number: number, fps: number): Array<number | null> {
  const time = (count: number): number => (count * 1000) / fps;
  return boxes.map(([, picture, start]) => {
    const first = Math.ceil((start * fps) / 1000 - 1e-9);
    return number < first ? null : dueFrame(delays[picture], time(number - first));
  });
}

function readBoxes(picture: Uint8Array, { width }: Pick<PageSpec, "width">): Array<number | null> {
  return boxes.map((_, box) => {
    const [blue = 0, green = 0] = picture.subarray((10 * width + box * 20 + 10) * 4);
    // The root's brown shows where no picture is.
    return blue === green ? (blue - 10) / 20 : null;
  });
}

async function filmBoxes(take: Take, spec: PageSpec, count: number): Promise<Array<Array<number | null>>> {
  const shown: Array<Array<number | null>> = [];
  let last = new Uint8Array();
  for (const picture of await film(take, count)) {
    last = picture ? new Uint8Array(picture) : last;
    shown.push(readBoxes(last, spec));
  }
  return shown;
}

describe.each(["surface", "begin-frame"] as const)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test.each([24, 30, 50])(
    "shows the frame of a moving picture that its own delays say, at %i frames per second",
    async (fps) => {
      const spec = pageSpecOf("animated-pictures", { rate: { numerator: fps, denominator: 1 } });
      await using take = await studio.source.open(spec);
      const count = fps * 1.5;
      const expected = Array.from({ length: count }, (_, number) => expectedBoxes(number, fps));
      expect(await filmBoxes(take, spec, count)).toEqual(expected);
    },
  );

  test("shows the same after a jump over the frame in which a picture is first seen", async () => {
    const spec = pageSpecOf("animated-pictures");
    await using take = await studio.source.open(spec);
    expect(take.measure.hasAnimatedPictures).toBe(true);
    const { bgra } = await take.show(frame(41), "jump");
    expect(readBoxes(bgra, spec)).toEqual(expectedBoxes(41, 30));
  });

  test("does not take a page for moving whose pictures stand still", async () => {
    await using take = await studio.source.open(pageSpecOf("patches"));
    expect(take.measure.hasAnimatedPictures).toBe(false);
  });
});

test("screenshot says that they move in real time", async () => {
  await using studio = await openStudio("screenshot");
  await using take = await studio.source.open(pageSpecOf("animated-pictures"));
  await film(take, 2);
  expect(take.log.complaints).toEqual([
    expect.stringContaining("pictures that move by themselves") as string,
  ]);
});
