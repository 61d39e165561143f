import { describe, expect, it } from "vitest";
import { spreadWords } from "../../src/narration/words/spread-words.ts";

describe("spreadWords", () => {
  it("gives each word as much of its line as it has letters, within the line and in order", () => {
    const words = spreadWords([
      { text: "I extraordinarily agree", start: 2, end: 5 },
      { text: "Yes", start: 6, end: 7 },
    ]);
    expect(words.map(({ word }) => word)).toEqual(["I", "extraordinarily", "agree", "Yes"]);
    expect(words[0]?.start).toBe(2);
    expect(words[2]?.end).toBe(5);
    expect(words[3]).toEqual({ word: "Yes", start: 6, end: 7 });
    const lengths = words.map(({ start, end }) => end - start);
    expect(lengths[1]).toBeGreaterThan((lengths[2] ?? 0) * 2);
    for (const [index, { start }] of words.entries()) {
      expect(start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
    }
  });

  it("makes nothing of nothing", () => {
    expect(spreadWords([])).toEqual([]);
  });
});
