import { describe, expect, it } from "vitest";
import { narrationClip, resolveStarts } from "../../src/page/composition/relative-start.ts";
import { readMoment } from "../../src/page/narration/narration-moment.ts";
import type { NarrationTimes } from "../../src/page/narration/narration-times.ts";

const narration: NarrationTimes = {
  start: "intro + 0.5",
  length: 10,
  words: ["Our", "Revenue,", "don’t", "worry:", "net", "profit", "and", "revenue!"].map((text, index) => ({
    text,
    start: index,
    end: index + 0.8,
  })),
  cues: { money: "net profit", late: 8.5, wrong: "profits" },
  captions: null,
  places: { presenter: null, captions: null, safe: { top: 0, right: 0, bottom: 0, left: 0 } },
};

describe("a moment of the narration", () => {
  it.each([
    ["narration.start", 0],
    ["narration.end - 1", 9],
    ["narration.word('revenue')", 1],
    ['narration.word("REVENUE", 2) + .5', 7.5],
    ["narration.word('Don’t')", 2],
    ["narration.word('net-profit')", 4],
    ["narration.cue('money')+2", 6],
    ["narration.cue('late')", 8.5],
  ])("%s is %f seconds after its start", (text, time) => expect(readMoment(text, narration)).toBe(time));

  it.each([
    ["narration.word(revenue)", { kind: "syntax" }],
    ["narration.word('revenues')", { kind: "word", suggestions: ["revenue"] }],
    ["narration.word('revenue', 3)", { kind: "word", reference: "revenue (it is said 2×)" }],
    ["narration.word('…')", { kind: "word" }],
    ["narration.cue('mony')", { kind: "cue", suggestions: ["money"] }],
    ["narration.cue('toString')", { kind: "cue" }],
    ["narration.cue('wrong')", { kind: "word", suggestions: ["profit"] }],
  ])("%s is none, and it is told why", (text, problem) => {
    expect(readMoment(text, narration)).toMatchObject(problem);
  });

  it("needs a narration, and the times of its words", () => {
    expect(readMoment("narration.start", null)).toMatchObject({ kind: "absent" });
    expect(readMoment("narration.word('a')", { ...narration, words: [] })).toMatchObject({ kind: "silent" });
  });

  it("counts from where the narration begins, which may be another clip's end", () => {
    const clips = [
      { id: "intro", start: "1", duration: 2 },
      { id: "numbers", start: "narration.word('net')", duration: 1 },
      { id: "after", start: "narration + 1", duration: 1 },
      narrationClip(narration),
    ];
    expect(resolveStarts(clips, narration)).toEqual([1, 7.5, 14.5, 3.5]);
  });

  it("cannot say when the narration itself begins", () => {
    const round = { ...narration, start: "intro" };
    const clips = [{ id: "intro", start: "narration.word('net')", duration: 2 }, narrationClip(round)];
    expect(resolveStarts(clips, round)).toMatchObject([{ kind: "cycle" }, { kind: "cycle" }]);
  });
});
