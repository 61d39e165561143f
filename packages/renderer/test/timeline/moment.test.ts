import { describe, expect, it } from "vitest";
import { readMomentOrPart } from "../../src/timeline/moment.ts";

describe("a moment or a part of what is rendered", () => {
  it.each([
    ["50%", { part: 0.5 }],
    [" 0% ", { part: 0 }],
    ["100%", { part: 1 }],
    ["12.5%", { part: 0.125 }],
    ["1.5", { seconds: 1.5 }],
    ["45f", { frame: 45 }],
    [2, { seconds: 2 }],
  ])("reads %j", (given, moment) => {
    expect(readMomentOrPart(given, "poster")).toEqual(moment);
  });

  it.each(["101%", "-1%", "%", "5 %", "50%f", {}, Number.NaN])("refuses %j", (given) => {
    expect(() => readMomentOrPart(given, "poster")).toThrow(/^poster must be|`poster` must be/);
  });
});
