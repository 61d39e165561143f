import { expect, test } from "vitest";
import { isTooOld } from "../../src/ffmpeg/find-ffmpeg.ts";

test.each([
  ["5.1.9-0+deb12u1", false],
  ["n7.0", false],
  ["5.1", false],
  ["N-118000-gabc", false],
  ["2026-01-02-git-abc", false],
  ["git-master", false],
  ["5.0.3", true],
  ["n4.4.1", true],
  ["4.3.6-0+deb11u1", true],
])("ffmpeg %s is too old: %s", (version, old) => {
  expect(isTooOld(version)).toBe(old);
});
