import { describe, expect, test } from "vitest";
import { NameFault } from "../../src/batch/batch-error.ts";
import { finishSegment, toPathPart } from "../../src/batch/rows/path-segment.ts";

describe("a value becomes a part of a name", () => {
  test.each<[unknown, string]>([
    ["Ada Lovelace", "Ada Lovelace"],
    [12.5, "12.5"],
    [true, "true"],
    ["AC/DC", "AC-DC"],
    ["a\\b:c*?", "a-b-c-"],
    ["line\nbreak\u0000", "line-break-"],
    ["right\u202Eleft", "right-left"],
    [".hidden", "-hidden"],
    ["  spaces  ", "spaces"],
    ["e\u0301", "\u00E9"],
    ["李雷", "李雷"],
    ["a..b", "a..b"],
  ])("%j: %j", (value, part) => {
    expect(toPathPart(value)).toBe(part);
  });
});

describe("a value is refused", () => {
  const faultOf = (value: unknown): NameFault => {
    try {
      toPathPart(value);
    } catch (error) {
      if (error instanceof NameFault) return error;
    }
    throw new Error("It was not refused.");
  };

  test.each(["..", "../x", "a/../b", "..\\x", "/etc/passwd", "\\\\server\\share", "C:\\x"])(
    "which leads out of the folder: %j",
    (value) => {
      expect(faultOf(value).climbs).toBe(true);
    },
  );

  test.each([null, undefined, "", "   ", {}, []])("which is no text or number: %j", (value) => {
    expect(faultOf(value).climbs).toBe(false);
  });
});

describe("a name is finished", () => {
  test.each([
    ["con.mp4", "_con.mp4"],
    ["LPT1", "_LPT1"],
    ["console.mp4", "console.mp4"],
    ["name. .", "name"],
  ])("%j: %j", (segment, name) => {
    expect(finishSegment(segment)).toBe(name);
  });

  test("and refused if it is too long for file systems, in bytes", () => {
    expect(finishSegment("é".repeat(110))).toBe("é".repeat(110));
    expect(() => finishSegment("é".repeat(111))).toThrow("longer than 220 bytes");
  });
});
