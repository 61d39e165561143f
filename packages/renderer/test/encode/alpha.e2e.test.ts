import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { fixture, project } from "../support/fixtures.ts";
import { at, decodeFrame, expectNear, renderTo, type patches } from "./rendered-format.ts";

/** Of `test/fixtures/alpha`: half-transparent patches, one that is opaque, and nothing. */
const alphaPatches: typeof patches = [
  [
    [255, 0, 0, 128],
    [30, 30],
  ],
  [
    [0, 255, 0, 64],
    [90, 30],
  ],
  [
    [24, 96, 160, 191],
    [150, 30],
  ],
  [
    [224, 172, 105, 255],
    [210, 30],
  ],
  [
    [0, 0, 0, 0],
    [300, 30],
  ],
];

describe("alpha", () => {
  test.each([
    ["v.webm", ["-c:v", "libvpx-vp9"], [2, 2, 2, 1]],
    ["v.mov", [], [2, 2, 2, 1]],
  ] as const)("%s has known patches with straight alpha", async (name, decoder, within) => {
    await using video = await renderTo(name, fixture("alpha"), { duration: 0.1 });
    const picture = await decodeFrame(video.file, 2, decoder);
    for (const [[red, green, blue, alpha], place] of alphaPatches) {
      const found = at(picture, place);
      // What there is nothing of has no colour.
      const colors = alpha === 0 ? [255, 255, 255] : within.slice(0, 3).map((limit) => (limit * 255) / alpha);
      expectNear(found, [red, green, blue, alpha], [...colors, within[3]]);
    }
    expect(video.result.source?.kind).toBe("begin-frame");
  });

  test("a PNG sequence has exact colours and alpha, of odd sizes too, and holds what stays", async () => {
    await using folder = await project(
      `<div data-composition-id="main" data-width="101" data-height="67" data-duration="0.2" data-no-timeline>
       <div data-start="0" data-duration="0.1" style="left: 0; top: 0; width: 50px; height: 40px; background: rgb(255 0 0 / 50%)"></div></div>`,
    );
    await using sequence = await renderTo("frames/card-%03d.png", folder.path);
    const files = (await readdir(join(sequence.path, "frames"))).toSorted();
    expect(files).toEqual(Array.from({ length: 6 }, (_, index) => `card-00${index}.png`));
    expect(sequence.result).toMatchObject({ width: 101, height: 67, frames: 6 });
    const pictures = await Promise.all(
      files.map(async (name) => PNG.sync.read(await readFile(join(sequence.path, "frames", name)))),
    );
    const pixels = pictures.map(({ data, width }) => [
      ...data.subarray((20 * width + 20) * 4).subarray(0, 4),
    ]);
    const [shown, hidden] = [
      [255, 0, 0, 128],
      [0, 0, 0, 0],
    ];
    expect(pixels).toEqual([shown, shown, shown, hidden, hidden, hidden]);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual(files.map(() => [101, 67]));
  });

  test("--no-alpha puts white behind the page", async () => {
    await using sequence = await renderTo("frames", fixture("alpha"), {
      format: "png",
      alpha: false,
      to: "1f",
    });
    const picture = PNG.sync.read(await readFile(join(sequence.file, "frame-00000.png")));
    expect(at(picture.data, [300, 30])).toEqual([255, 255, 255, 255]);
    expect(at(picture.data, [30, 30])).toEqual([255, 127, 127, 255]);
    expect(sequence.result.source?.kind).toBe("surface");
  });
});
