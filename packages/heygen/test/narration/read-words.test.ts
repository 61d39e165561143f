import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readWords } from "../../src/narration/words/read-words.ts";
import { emulated, failureOf } from "../support/emulated.ts";

const words = [
  { word: "Up", start: 0.5, end: 1 },
  { word: "again", start: 1, end: 1.5 },
];
const marked = [{ word: "<start>", start: 0, end: 0.5 }, ...words, { word: "<end>", start: 1.5, end: 2 }];

describe("readWords", () => {
  it.each([
    ["a list", words],
    ["a list in an object", { words }],
    ["HeyGen's answer", { data: { audio_url: "x", word_timestamps: marked } }],
    ["the data of HeyGen's answer", { word_timestamps: marked }],
  ])("reads %s", async (_, json) => {
    await using all = await emulated();
    const file = join(all.folder, "words.json");
    await writeFile(file, JSON.stringify(json));
    expect(await readWords(file, "words.json")).toEqual({ words, subtitles: null });
  });

  it("reads WebVTT, which is no SRT to hand on", async () => {
    await using all = await emulated();
    const file = join(all.folder, "words.vtt");
    await writeFile(file, "WEBVTT\n\n00:01.000 --> 00:02.000\nYes\n");
    expect(await readWords(file, "words.vtt")).toEqual({
      words: [{ word: "Yes", start: 1, end: 2 }],
      subtitles: null,
    });
  });

  it.each([
    ["{", "words.json is not JSON"],
    ['[{"word":"a","start":"0","end":1}]', "words.json must be a list"],
    ['[{"word":"a","start":2,"end":1}]', "“a” at 2 s"],
    ['[{"word":"a","start":2,"end":3},{"word":"b","start":1,"end":3}]', "“b” at 1 s"],
    ["nothing", "words.json: The subtitles have no line"],
  ])("refuses %j", async (text, message) => {
    await using all = await emulated();
    const file = join(all.folder, "words.json");
    await writeFile(file, text);
    expect((await failureOf(readWords(file, "words.json"))).message).toContain(message);
  });

  it("says that a file is not there", async () => {
    expect(await failureOf(readWords("/nowhere/words.json", "words.json"))).toMatchObject({
      failure: "file-failed",
      message: "words.json cannot be read.",
    });
  });
});
