import { describe, expect, test } from "vitest";
import { readGrading } from "../../src/page/grading/grading-settings.ts";

const read = (value: unknown): ReturnType<typeof readGrading> => readGrading(JSON.stringify(value));

describe("data-color-grading", () => {
  test("says what is adjusted; what it leaves out changes nothing", () => {
    const { settings, problems } = read({ intensity: 0.5, adjust: { exposure: 1 }, details: { grain: 0.2 } });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      intensity: 0.5,
      adjust: { exposure: 1, contrast: 0, saturation: 0 },
      details: { grain: 0.2, vignette: 0, vignetteMidpoint: 0.5 },
      lut: null,
    });
  });

  test("may say adjustments beside the others, which those in adjust go before", () => {
    const { settings, problems } = read({
      enabled: true,
      exposure: 1,
      saturation: -1,
      adjust: { exposure: 0.5 },
    });
    expect(problems).toEqual([]);
    expect(settings?.adjust).toMatchObject({ exposure: 0.5, saturation: -1 });
  });

  test("does nothing where it is not enabled", () => {
    expect(read({ enabled: false, adjust: { exposure: 1 } })).toEqual({ settings: null, problems: [] });
  });

  test("is told of by name where something cannot be done", () => {
    const { settings, problems } = read({
      preset: "warm",
      adjust: { exposure: 1, glow: 2 },
      details: { dust: 1 },
      effects: { bloom: 0.5, blur: 0 },
      colorSpace: "p3",
      mood: "sad",
    });
    expect(settings?.adjust.exposure).toBe(1);
    expect(problems).toEqual([
      'data-color-grading: mood, adjust.glow, details.dust, effects.bloom, preset "warm", colorSpace "p3" cannot be done, and is left out.',
    ]);
  });

  test("is held within its ranges", () => {
    const { settings, problems } = read({
      adjust: { exposure: 9, contrast: "much" },
      lut: { src: "a.cube", intensity: 2 },
    });
    expect(settings).toMatchObject({
      adjust: { exposure: 2, contrast: 0 },
      lut: { src: "a.cube", intensity: 1 },
    });
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain("exposure must be a number from -2 to 2, but is 9; 2 is taken");
  });

  test.each(["{", "[1]", "null", "1"])("grades nothing if it is %s", (text) => {
    const { settings, problems } = readGrading(text);
    expect(settings).toBeNull();
    expect(problems).toHaveLength(1);
  });
});
