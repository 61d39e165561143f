import { describe, expect, test } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { resolveSnapshotOptions, type SnapshotOptions } from "../../src/snapshot/snapshot-options.ts";
import { formatMoment, type GivenMoment } from "../../src/timeline/moment.ts";

describe("times", () => {
  test.each<[GivenMoment | GivenMoment[], string[]]>([
    ["2.5", ["2.5s"]],
    [2.5, ["2.5s"]],
    [{ frame: 60 }, ["60f"]],
    [
      [0.5, { seconds: 2 }],
      ["0.5s", "2s"],
    ],
    ["0,1.50, 60f", ["0s", "1.5s", "60f"]],
    [
      ["1s", "2", ".5,1"],
      ["1s", "2s", "0.5s"],
    ],
  ])("%j are %j", (at, written) => {
    expect(resolveSnapshotOptions({ at }).wanted.at.map(formatMoment)).toEqual(written);
  });

  test.each(["", "1,", "-1", "1.5f", "now", "1e3", [], Array.from({ length: 101 }, (_, i) => i)])(
    "%j are refused",
    (at) => {
      expect(() => resolveSnapshotOptions({ at })).toThrow(OptionError);
    },
  );

  test("may be left out for a sheet only", () => {
    expect(resolveSnapshotOptions({ sheet: true }).wanted).toMatchObject({
      at: [],
      count: 12,
      columns: null,
    });
    expect(() => resolveSnapshotOptions({})).toThrow("`at` must be given, such as 2.5, unless `sheet` is");
  });
});

test.each([
  [{ at: 1, output: "a.gif" }, "`output` must be a file that ends in .png, .jpg, .jpeg, .webp"],
  [{ at: 1, output: "a.jpg", transparent: true }, "`output` must be a .png or .webp file with `transparent`"],
  [{ sheet: true, count: 0 }, "`count` must be a whole number from 1 to 100"],
  [{ sheet: true, columns: "2.5" }, "`columns` must be a whole number from 1 to 100"],
  [{ sheet: "yes" }, "`sheet` must be true or false"],
])("%j is refused", (given, message) => {
  expect(() => resolveSnapshotOptions(given as SnapshotOptions)).toThrow(message);
});
