import { writeSrt } from "@hyperframes-engine/subtitles";
import { describe, expect, it } from "vitest";
import { captionGroups, drawnGroups } from "../../src/narration/captions/caption-groups.ts";
import { shownCaptions } from "../../src/narration/captions/shown-captions.ts";
import { joinCaption } from "../../src/page/narration/caption-gap.ts";
import type { CaptionGroup } from "../../src/page/narration/narration-times.ts";

/** Words that follow each other at once; `|` is a pause of a second, `||` of two. */
function said(text: string): Array<{ word: string; start: number; end: number }> {
  let time = 0;
  return text.split(" ").flatMap((word) => {
    if (/^\|+$/.test(word)) {
      time += word.length;
      return [];
    }
    const start = time;
    time += 0.3;
    return [{ word, start, end: time - 0.05 }];
  });
}

const read = (groups: readonly CaptionGroup[]): string[] =>
  groups.map(({ words }) => joinCaption(words.map(({ text }) => text)));
const groupsOf = (text: string): string[] => read(captionGroups({ words: said(text), subtitles: null }));

describe("captions", () => {
  it("are divided into groups of about the same length, none of them a single word", () => {
    // As many as fit would leave one word.
    expect(groupsOf("Revenue is up by forty percent this quarter again.")).toEqual([
      "Revenue is up by forty",
      "percent this quarter again.",
    ]);
    const long =
      "We have shipped more than one hundred and twenty changes to all of you since the last report";
    const groups = groupsOf(long);
    expect(groups.join(" ")).toBe(long);
    expect(groups).toHaveLength(3);
    for (const { length } of groups) expect(Math.abs(length - long.length / 3)).toBeLessThan(8);
  });

  it("end where sentences end, and break at a comma rather than beside it", () => {
    expect(groupsOf("Good morning everybody. Here are the figures.")).toEqual([
      "Good morning everybody.",
      "Here are the figures.",
    ]);
    expect(groupsOf("Sales grew a little in March, and then they fell by half.")).toEqual([
      "Sales grew a little in March,",
      "and then they fell by half.",
    ]);
  });

  it("let a sentence of one word stand with its neighbours, over a short pause too, but not over a long one", () => {
    expect(groupsOf("Hello. Here is your week.")).toEqual(["Hello. Here is your week."]);
    expect(groupsOf("Here is your week. Enjoy!")).toEqual(["Here is your week. Enjoy!"]);
    expect(groupsOf("Revenue | is up again.")).toEqual(["Revenue is up again."]);
    expect(groupsOf("Hello. || Here is your week.")).toEqual(["Hello.", "Here is your week."]);
  });

  it("show a word that is longer than a line alone, whole", () => {
    const word = "Donaudampfschifffahrtsgesellschaftskapitänsmütze";
    expect(groupsOf(`The ${word} fell into the river today.`).join(" ")).toContain(word);
  });

  it("have no spaces in Chinese and Japanese, and break between words there", () => {
    const groups = groupsOf(
      "今週の売上は先週より二十五パーセント増えましたが、来月はもっと増える見込みです。",
    );
    expect(groups.length).toBeGreaterThan(1);
    for (const group of groups) {
      expect(group).not.toContain(" ");
      expect(group.length).toBeLessThanOrEqual(21);
    }
    const part = { narrationStart: 0, start: 0, end: 60 };
    const [first] = captionGroups({ words: said("今週の売上は増えました。"), subtitles: null });
    expect(first?.words.length).toBeGreaterThan(3);
    expect(writeSrt(shownCaptions(first ? [first] : [], part))).toContain("今週の売上は増えました。");
  });

  it("that came as subtitles show no markup, and none that end as they begin", () => {
    const subtitles =
      "00:03.000 --> 00:04.000\nlast\n\n00:01.000 --> 00:02.000\nTom &amp; <i>Ada</i>\n\n00:05.000 --> 00:05.000\nnever\n";
    expect(read(captionGroups({ words: [], subtitles }))).toEqual(["Tom & Ada", "last"]);
  });

  it("that came as long subtitles are drawn in parts, and written as they came", () => {
    const line =
      "This subtitle has far more letters than two lines of a picture can hold at once, as some have.";
    const clip = { words: [], subtitles: `1\n00:00:01,000 --> 00:00:05,000\n${line}\n` };
    expect(read(captionGroups(clip))).toEqual([line]);
    const drawn = drawnGroups(clip);
    expect(drawn.length).toBeGreaterThan(2);
    expect(read(drawn).join(" ")).toBe(line);
    expect(drawn[0]?.start).toBe(1);
    expect(drawn.at(-1)?.end).toBeCloseTo(5, 6);
  });
});
