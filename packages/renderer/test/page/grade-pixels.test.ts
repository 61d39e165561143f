import { describe, expect, test } from "vitest";
import { readColorCube } from "../../src/page/grading/color-cube.ts";
import { PixelGrader } from "../../src/page/grading/grade-pixels.ts";
import { readGrading } from "../../src/page/grading/grading-settings.ts";

function grade(
  grading: object,
  colors: readonly number[][],
  { cube = "", seed = 0, width = colors.length } = {},
): number[][] {
  const { settings } = readGrading(JSON.stringify(grading));
  const data = Uint8ClampedArray.from(colors.flat());
  const table = cube ? readColorCube(cube) : null;
  new PixelGrader(settings!, table).grade({ data, width, height: colors.length / width }, seed);
  return colors.map((_, index) => [...data.subarray(index * 4, index * 4 + 4)]);
}

const grey = (value: number): number[] => [value, value, value, 255];
const every = Array.from({ length: 4096 }, (_, index) => [
  index % 256,
  (index * 7) % 256,
  (index * 31) % 256,
  index % 200,
]);

describe("graded pixels", () => {
  test("are what they were where nothing is adjusted, or at no intensity", () => {
    expect(grade({}, every)).toEqual(every);
    expect(grade({ intensity: 0, adjust: { exposure: 1, saturation: -1 } }, every)).toEqual(every);
  });

  test("have twice the light with a stop more", () => {
    // 64 is 0.0513 of the light, 90 is 0.1022; 90 is half of 124's, and so on.
    expect(grade({ adjust: { exposure: 1 } }, [grey(64), grey(0), grey(200)])).toEqual([
      grey(90),
      grey(0),
      grey(255),
    ]);
    expect(grade({ adjust: { exposure: -1 } }, [grey(90)])).toEqual([grey(64)]);
  });

  test("have no colour without saturation, and more with more", () => {
    for (const [r, g, b] of grade({ adjust: { saturation: -1 } }, every)) expect([r, r]).toEqual([g, b]);
    expect(grade({ adjust: { saturation: 1 } }, [[200, 100, 100, 7]])[0]).toEqual([255, 79, 79, 7]);
  });

  test("have more contrast, light in the dark, less in the light, a warmer white", () => {
    expect(grade({ adjust: { contrast: 1 } }, [grey(64), grey(192)])).toEqual([grey(1), grey(255)]);
    const [dark, light] = grade({ adjust: { shadows: 1, highlights: -1 } }, [grey(20), grey(240)]);
    expect(dark![0]).toBeGreaterThan(60);
    expect(light![0]).toBeLessThan(200);
    const [[r = 0, , b = 0] = []] = grade({ adjust: { temperature: 0.5 } }, [grey(128)]);
    expect(r - b).toBeGreaterThan(15);
    const [[, g = 0, blue = 0] = []] = grade({ adjust: { tint: 0.5 } }, [grey(128)]);
    expect(blue - g).toBeGreaterThan(5);
  });

  test("have the colours of a table, as far as that is wanted", () => {
    const cube = "LUT_1D_SIZE 2\n1 1 1\n0 0 0";
    expect(grade({ lut: "a.cube" }, [grey(40)], { cube })).toEqual([grey(215)]);
    expect(grade({ lut: { src: "a.cube", intensity: 0.5 } }, [grey(40)], { cube })).toEqual([grey(128)]);
  });

  test("have the same grain with the same seed, and are dark in the corners with a vignette", () => {
    const flat = Array.from({ length: 400 }, () => grey(128));
    const grain = { details: { grain: 0.5 } };
    const once = grade(grain, flat, { width: 20, seed: 5 });
    expect(grade(grain, flat, { width: 20, seed: 5 })).toEqual(once);
    expect(grade(grain, flat, { width: 20, seed: 6 })).not.toEqual(once);
    const vignette = grade({ details: { vignette: 1 } }, flat, { width: 20 });
    expect(vignette[210]).toEqual(grey(128));
    expect(vignette[0]![0]).toBeLessThan(60);
  });
});
