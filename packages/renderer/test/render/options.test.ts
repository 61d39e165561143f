import { describe, expect, test } from "vitest";
import { OptionError } from "../../src/errors.ts";
import {
  checkRows,
  diagnose,
  inspect,
  lint,
  readNarrations,
  render,
  renderBatch,
  snapshot,
} from "../../src/index.ts";
import { optionTable, resolveOptions } from "../../src/options.ts";

describe("refuses, by name and with what is expected,", () => {
  test.each<[string, unknown, string]>([
    ["fps", "0", '`fps` must be from 1 to 240, such as 30, 29.97 or 30000/1001, but is "0".'],
    ["fps", "fast", '`fps` must be from 1 to 240, such as 30, 29.97 or 30000/1001, but is "fast".'],
    ["fps", "30/0", '`fps` must be from 1 to 240, such as 30, 29.97 or 30000/1001, but is "30/0".'],
    ["quality", "best", '`quality` must be one of draft, standard, high, but is "best".'],
    ["workers", "0", '`workers` must be a whole number from 1 to 64, but is "0".'],
    ["workers", "1.5", '`workers` must be a whole number from 1 to 64, but is "1.5".'],
    ["crf", "64", '`crf` must be a number from 0 to 63, but is "64".'],
    ["crf", "", '`crf` must be a number from 0 to 63, but is "".'],
    [
      "bitrate",
      "8G",
      '`bitrate` must be bits per second from 10k to 1000M, such as 8M or 2500k, but is "8G".',
    ],
    [
      "bitrate",
      "1k",
      '`bitrate` must be bits per second from 10k to 1000M, such as 8M or 2500k, but is "1k".',
    ],
    ["width", "8", '`width` must be a whole number from 16 to 8192, but is "8".'],
    ["height", "tall", '`height` must be a whole number from 16 to 8192, but is "tall".'],
    ["duration", "0", '`duration` must be a number from 0.001 to 360000, but is "0".'],
    ["from", "-1", '`from` must be seconds such as 2.5, or a frame such as 75f, but is "-1".'],
    ["to", "1.5f", '`to` must be seconds such as 2.5, or a frame such as 75f, but is "1.5f".'],
    ["scale", "1.5", '`scale` must be a whole number from 1 to 4, but is "1.5".'],
    ["timeout", "0", '`timeout` must be a number from 0.1 to 86400, but is "0".'],
    ["strict", "yes", "`strict` must be true or false, but is yes."],
    ["output", " ", '`output` must be a path, but is " ".'],
    ["browser", "", '`browser` must be a path, but is "".'],
    ["ffmpeg", "", '`ffmpeg` must be a path, but is "".'],
  ])("%s = %j", (name, value, message) => {
    expect(() => resolveOptions({ [name]: value })).toThrow(OptionError);
    expect(() => resolveOptions({ [name]: value })).toThrow(message);
  });

  test("a constant rate factor beside a bit rate", () => {
    expect(() => resolveOptions({ crf: 20, bitrate: "2M" })).toThrow(
      "`bitrate` must be left out where `crf` is given, but is both.",
    );
  });
});

describe("refuses what there is not, and tells what was meant:", () => {
  const refused = (path: string, advice: string): string => `There is no option \`${path}\`${advice}`;

  test.each<[object, string, string]>([
    [{ fsp: 60 }, "fsp", "; did you mean fps?"],
    [{ strictVariable: true }, "strictVariable", "; did you mean strictVariables?"],
    [{ fsp: undefined }, "fsp", "; did you mean fps?"],
    [{ environment: { cachefolder: "x" } }, "environment.cachefolder", "; did you mean cacheFolder?"],
    [{ colour: "red" }, "colour", ": there are output, format,"],
  ])("%j", async (given, option, advice) => {
    const error = { name: "UnknownOptionError", code: "invalid-option", option };
    for (const call of [render, inspect, snapshot, lint, renderBatch, checkRows]) {
      const failed: unknown = await call("nowhere", given).catch((error_: unknown) => error_);
      expect(failed).toMatchObject(error);
      expect(String(failed)).toContain(refused(option, advice));
    }
    await expect(diagnose(given)).rejects.toMatchObject(error);
    await expect(readNarrations("nowhere", given).next()).rejects.toMatchObject(error);
  });
});

test.each<[object, string]>([
  [{ onProgress: 5 }, "`onProgress` must be a function, but is number."],
  [{ signal: {} }, "`signal` must be an AbortSignal, but is object."],
  [
    { narration: "clip.mp4" },
    "`narration` must be a narration, or a function that makes one, but is string.",
  ],
  [{ environment: "cache" }, "`environment` must be an object, but is string."],
])("%j is refused", (given, message) => {
  expect(() => resolveOptions(given)).toThrow(message);
});

describe("reads", () => {
  test.each<[string, unknown, unknown]>([
    ["fps", "29.97", { numerator: 30000, denominator: 1001 }],
    ["fps", 25, { numerator: 25, denominator: 1 }],
    ["fps", { numerator: 60000, denominator: 1001 }, { numerator: 60000, denominator: 1001 }],
    ["from", { frame: 12 }, { frame: 12 }],
    ["to", 4, { seconds: 4 }],
    ["format", "png-sequence", "png"],
    ["bitrate", "2500k", 2_500_000],
    ["bitrate", "1.5M", 1_500_000],
    ["bitrate", 800_000, 800_000],
    ["from", "2.5", { seconds: 2.5 }],
    ["from", "2.5s", { seconds: 2.5 }],
    ["to", "75f", { frame: 75 }],
    ["timeout", "1.5", 1500],
    ["workers", null, null],
  ])("%s = %j", (name, value, expected) => {
    expect(Reflect.get(resolveOptions({ [name]: value }), name)).toEqual(expected);
  });

  test("nothing as the defaults, which nobody can change afterwards", () => {
    const options = resolveOptions({});
    const { onProgress: _, signal: __, ...values } = options;
    const usual = Object.entries(optionTable).map(([name, option]) => [name, option.default]);
    expect(Object.fromEntries(usual)).toMatchObject(values);
    expect(Object.isFrozen(options)).toBe(true);
  });
});
