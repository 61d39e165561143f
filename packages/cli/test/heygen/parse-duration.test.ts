import { expect, it } from "vitest";
import { parseDuration } from "../../src/heygen/parse-duration.ts";

it.each([
  ["20m", 1200],
  ["1h30m", 5400],
  ["90s", 90],
  ["1.5s", 1.5],
  ["500ms", 0.5],
  ["45", 45],
])("reads %s as %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it.each(["", "soon", "5 m", "m", "-5s", "5x", "5m!"])("refuses %j", (text) => {
  expect(() => parseDuration(text)).toThrow("--timeout must be a duration");
});
