import { describe, expect, it } from "vitest";
import { subtitleWords } from "../../src/narration/words/subtitle-words.ts";

describe("subtitleWords", () => {
  it("gives the words of each line times within it", () => {
    const words = subtitleWords("1\n00:00:01,000 --> 00:00:02,000\n<i>Up</i> up\n");
    expect(words.map(({ word }) => word)).toEqual(["Up", "up"]);
    expect(words[0]?.start).toBe(1);
    expect(words[1]?.end).toBe(2);
  });

  it.each([
    ["", /no line with a time/],
    ["no times here", /no line with a time/],
    ["1\n00:00:05,000 --> 00:00:04,000\nbackwards\n", /ends before it begins, at 5 s: “backwards”/],
  ])("refuses %j", (text, message) => {
    expect(() => subtitleWords(text)).toThrow(message);
  });
});
