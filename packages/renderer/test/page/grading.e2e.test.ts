import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameSourceKinds, type Approach } from "../../src/capture/frame-source.ts";
import { inspect } from "../../src/inspect.ts";
import { frame } from "../../src/timeline/units.ts";
import { browsers } from "../support/browsers.ts";
import { openVideoStudio } from "../support/film-videos.ts";
import { cacheFolder, fixture } from "../support/fixtures.ts";
import { openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

const [grey, lighter, red, faded, swapped] = [
  "64 64 64",
  "90 90 90",
  "200 100 100",
  "121 121 121",
  "100 100 200",
];

/** What is in the middle of each place of 20 pixels, before and from frame 3 on. */
const places: ReadonlyArray<readonly [name: string, before: string, after?: string]> = [
  ["one that is not graded", grey],
  ["exposure", lighter],
  ["saturation", faded],
  ["a table", swapped],
  ["JSON that is none", red],
  ["a table that is missing", red],
  ["another source", grey, faded],
  ["a property that a timeline moves", grey, lighter],
  ["one that is not graded either", grey],
];

describe.each(frameSourceKinds)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });
  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  async function colors(
    approach: Approach,
    numbers: readonly number[],
  ): Promise<Array<Record<string, string>>> {
    await using take = await studio.source.open(pageSpecOf("graded"));
    const found: Array<Record<string, string>> = [];
    for (const number of numbers) {
      const { bgra } = await take.show(frame(number), approach);
      const at = (x: number): string =>
        [...bgra.subarray((10 * 320 + x) * 4).subarray(0, 3)].toReversed().join(" ");
      const all = places.map(([name], index) => [name, at(index * 20 + 10)] as const);
      // The picture is contained in the middle of twice its width.
      expect([at(185), at(200), at(215)]).toEqual(["0 0 0", lighter, "0 0 0"]);
      found.push(Object.fromEntries(all));
    }
    return found;
  }

  test("graded pictures have the colours that were asked for, in the frame that asks for them", async () => {
    const before = Object.fromEntries(places.map(([name, color]) => [name, color]));
    const after = Object.fromEntries(places.map(([name, color, later = color]) => [name, later]));
    expect(await colors("step", [0, 2, 3, 4])).toEqual([before, before, after, after]);
    expect(await colors("jump", [3])).toEqual([after]);
  });
});

test("what is wrong with a grading is told with its file, line and column", async () => {
  const { warnings } = await inspect(fixture("graded"), { environment: { cacheFolder }, browsers });
  expect(warnings).toEqual([
    expect.stringMatching(/^index\.html:17:\d+: data-color-grading is not JSON/),
    expect.stringMatching(
      /^index\.html:19:\d+: data-color-grading: the table none\.cube is left out: there is no such file\.$/,
    ),
    expect.stringContaining("none.cube"),
  ]);
});

test("a graded video has the colours that were asked for in each of its frames", async () => {
  await using videos = await openVideoStudio();
  const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "4"];
  const video = await videos.make({ name: "graded.mp4", frames: 3, rate: "30", duration: 0.1, output });
  const html = `<style>video { display: block; width: 100px }</style><video src="${video.url}"
    data-color-grading='{"adjust": {"exposure": 0.3, "saturation": -1}}'></video>`;
  const { pictures, complaints } = await videos.film({ html, videos: [video], count: 3 });
  expect(complaints).toEqual([]);
  for (const picture of pictures) {
    const row = picture.subarray(10 * 320 * 4).subarray(0, 90 * 4);
    const colored = Array.from({ length: 90 }, (_, x) => [...row.subarray(x * 4, x * 4 + 3)]).filter(
      ([b = 0, g = 0, r = 0]) => Math.max(b, g, r) - Math.min(b, g, r) > 1,
    );
    expect(colored).toEqual([]);
  }
});
