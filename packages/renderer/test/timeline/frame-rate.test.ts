import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatFrameRate,
  frameToMicroseconds,
  frameToSeconds,
  parseFrameRate,
  secondsToFrame,
} from "../../src/timeline/frame-rate.ts";
import { frame, seconds } from "../../src/timeline/units.ts";

describe("a frame rate", () => {
  it.each([
    ["30", "30"],
    [25, "25"],
    ["23.976", "24000/1001"],
    ["29.97", "30000/1001"],
    ["59.94", "60000/1001"],
    ["30000/1001", "30000/1001"],
    ["60/2", "30"],
    ["12.5", "25/2"],
  ])("reads %s as %s", (text, expected) => {
    expect(formatFrameRate(parseFrameRate(text))).toBe(expected);
  });

  it.each(["", "0", "241", "-30", "30fps", "30/0", "0/1", "1e2", "NaN", "30,5"])("refuses %j", (text) => {
    expect(() => parseFrameRate(text)).toThrow(/`fps` must be from 1 to 240/);
  });

  const rates = fc.constantFrom("24", "25", "30000/1001", "50", "60", "23.976", "12.5");

  it("gives every frame a time that leads back to it", () => {
    fc.assert(
      fc.property(rates, fc.nat(5_000_000), (text, number) => {
        const rate = parseFrameRate(text);
        expect(secondsToFrame(frameToSeconds(frame(number), rate), rate)).toBe(number);
      }),
    );
  });

  it("never drifts from the exact time by more than half a step of the page's clock", () => {
    fc.assert(
      fc.property(rates, fc.nat(5_000_000), (text, number) => {
        const rate = parseFrameRate(text);
        const exact = (BigInt(number) * BigInt(rate.denominator) * 1_000_000n) / BigInt(rate.numerator);
        expect(Math.abs(Number(exact) - frameToMicroseconds(frame(number), rate))).toBeLessThanOrEqual(51);
      }),
    );
  });

  it("forgives a thousandth of a frame at the end of a duration", () => {
    const rate = parseFrameRate(30);
    expect(secondsToFrame(seconds(10.00001), rate)).toBe(300);
    expect(secondsToFrame(seconds(10.01), rate)).toBe(301);
  });
});
