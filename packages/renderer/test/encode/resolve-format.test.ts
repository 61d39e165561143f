import { describe, expect, test } from "vitest";
import { checkPageSpec } from "../../src/encode/check-page-spec.ts";
import { resolveFormat, type FormatOptions } from "../../src/encode/resolve-format.ts";
import { OptionError } from "../../src/errors.ts";
import { formatOptions } from "../assemble/file-request.ts";
import { pageSpecOf } from "../support/open-studio.ts";

const resolve = (options: Partial<FormatOptions>): ReturnType<typeof resolveFormat> =>
  resolveFormat({ ...formatOptions, ...options });

describe("the format follows from", () => {
  test.each<[Partial<FormatOptions>, string, readonly string[], boolean]>([
    [{}, "mp4", ["libx264"], false],
    [{ output: "a/b.MP4", codec: "h265" }, "mp4", ["libx265"], false],
    [{ output: "a.mp4", codec: "av1" }, "mp4", ["libsvtav1"], false],
    [{ output: "a.webm" }, "webm", ["libvpx-vp9"], true],
    [{ output: "a.webm", alpha: false }, "webm", ["libvpx-vp9"], false],
    [{ output: "a.mov", codec: "prores" }, "mov", ["prores_ks"], true],
    [{ output: "a.gif", loop: 2 }, "gif", ["gif", "ffv1"], false],
    [{ output: "frames", format: "png" }, "png", ["png"], true],
    [{ output: "frames/a-%05d.png" }, "png", ["png"], true],
    [{ output: "a.wav" }, "wav", ["pcm_s24le"], false],
    [{ output: "a.m4a" }, "m4a", ["aac"], false],
    [{ output: "video", format: "mp4" }, "mp4", ["libx264"], false],
  ])("%j", (options, ...[name, encoders, transparent]) => {
    expect(resolve(options)).toMatchObject({ name, encoders, transparent });
  });
});

describe("refuses", () => {
  test.each<[Partial<FormatOptions>, string]>([
    [
      { output: "a.avi" },
      "`output` must be a name that ends in one of .mp4, .webm, .mov, .gif, .png, .wav, .m4a, or come with `format`, but is a.avi.",
    ],
    [{ output: "video" }, "`output` must be a name that ends in one of"],
    [
      { output: "a.mov", format: "mp4" },
      "`format` must be mov, as the output ends in .mov, or left out, but is mp4.",
    ],
    [{ output: "a.mov", crf: 20 }, "`crf` must be left out for mov, but is 20."],
    [{ output: "a.gif", codec: "h264" }, "`codec` must be left out for gif, but is h264."],
    [{ output: "a.webm", codec: "av1" }, "`codec` must be vp9 for webm, but is av1."],
    [{ output: "a.mp4", codec: "vp9" }, "`codec` must be h264 or h265 or av1 for mp4, but is vp9."],
    [{ format: "png", bitrate: 1e6 }, "`bitrate` must be left out for png, but is 1000000."],
    [{ output: "a.mp4", loop: 1 }, "`loop` must be left out for mp4, but is 1."],
    [{ output: "a.mp4", crf: 60 }, "`crf` must be a number from 0 to 51 for h264, but is 60."],
    [
      { output: "a.wav", poster: { seconds: 1 as never } },
      "`poster` must be left out for wav, but is given.",
    ],
  ])("%j", (options, message) => {
    expect(() => resolve(options)).toThrow(OptionError);
    expect(() => resolve(options)).toThrow(message);
  });

  test("a GIF that browsers would show slower than it is", () => {
    const fast = pageSpecOf("moving", { rate: { numerator: 60, denominator: 1 } });
    expect(() => checkPageSpec(resolve({ format: "gif" }), fast)).toThrow("`fps` must be at most 50 for gif");
    expect(() => checkPageSpec(resolve({ format: "mp4" }), fast)).not.toThrow();
  });

  test("pictures that are too small for AV1", () => {
    const small = pageSpecOf("moving", { width: 320, height: 48 });
    expect(() => checkPageSpec(resolve({ codec: "av1" }), small)).toThrow("below 64×64");
  });
});
