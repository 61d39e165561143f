import { beforeAll, describe, expect, it } from "vitest";
import { readPageScript, type PageScript } from "./run-page-script.ts";

interface TimedPiece {
  readonly text: string;
  readonly start: number | null;
}

let words: PageScript;
beforeAll(async () => {
  words = await readPageScript("quote-card/words.js");
});

const said = (texts: readonly string[]): string =>
  JSON.stringify(texts.map((word, index) => ({ word, start: index, end: index + 0.8 })));
const timed = (quote: string, texts: readonly string[]): readonly TimedPiece[] | null =>
  words(`timedPieces(${JSON.stringify(quote)}, ${said(texts)})`) as readonly TimedPiece[] | null;

describe("the words of quote-card", () => {
  it("are lit when they are said, whatever their signs and capitals", () => {
    const pieces = timed("“Less, but better” – always.", ["less", "but", "Better.", "ALWAYS"]);
    expect(pieces?.map(({ text, start }) => [text.trim(), start])).toEqual([
      ["“Less,", 0],
      ["but", 1],
      ["better”", 2],
      ["–", null],
      ["always.", 3],
    ]);
  });

  it("are found in the middle of what is said, and nowhere if something else is", () => {
    expect(timed("maps lie", ["All", "maps", "lie,", "she", "said."])?.map(({ start }) => start)).toEqual([
      1, 2,
    ]);
    expect(timed("Maps never lie", ["All", "maps", "lie"])).toBeNull();
    expect(timed("…", ["All"])).toBeNull();
  });

  it("are those of a dictionary in scripts without spaces", () => {
    const pieces = timed("川はおぼえている。", ["川は", "おぼえている。"]);
    expect(pieces?.map(({ text }) => text).join("")).toBe("川はおぼえている。");
    expect(pieces?.[0]?.start).toBe(0);
    expect(pieces?.at(-1)?.start).toBe(1);
  });

  it.each([
    ["a list", '[{"word":"Up","start":0.5,"end":0.8}]'],
    [
      "an answer of HeyGen",
      '{"data":{"word_timestamps":[{"word":"<start>","start":0,"end":0},{"word":"Up","start":0.5,"end":0.8}]}}',
    ],
    ["SRT", "1\n00:00:00,500 --> 00:00:00,800\nUp\n"],
    ["VTT", "WEBVTT\n\n00:00.500 --> 00:00.800\n<v Ann>Up\n"],
  ])("are read from %s", (_, text) => {
    expect(words(`parseWords(${JSON.stringify(text)})`)).toEqual([{ word: "Up", start: 0.5, end: 0.8 }]);
  });

  it("get as much time of a subtitle as they have letters", () => {
    const text = "00:01.000 --> 00:02.000\nA bcd\n";
    expect(words(`parseWords(${JSON.stringify(text)})`)).toEqual([
      { word: "A", start: 1, end: 1.25 },
      { word: "bcd", start: 1.25, end: 2 },
    ]);
  });

  it("stand in groups that end with sentences and at pauses", () => {
    const list = [
      { word: "One", start: 0, end: 0.3 },
      { word: "two.", start: 0.3, end: 0.6 },
      { word: "Three", start: 0.7, end: 1 },
      { word: "four", start: 2, end: 2.2 },
    ];
    const groups = words(`groupWords(${JSON.stringify(list)})`) as ReadonlyArray<
      ReadonlyArray<{ readonly word: string }>
    >;
    expect(groups.map((group) => group.map(({ word }) => word).join(" "))).toEqual([
      "One two.",
      "Three",
      "four",
    ]);
  });
});
