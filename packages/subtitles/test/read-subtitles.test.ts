import { describe, expect, it } from "vitest";
import { readSubtitles } from "../src/read-subtitles.ts";

describe("readSubtitles", () => {
  it("reads SRT with its numbers, Windows line ends, a byte order mark and markup", () => {
    const text =
      "\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Up</i> {\\an8}and\r\nup\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nEnd\r\n";
    expect(readSubtitles(text)).toEqual([
      { text: "Up and up", start: 1.5, end: 3 },
      { text: "End", start: 3600, end: 3601 },
    ]);
  });

  it("reads WebVTT with notes, names, settings and minutes alone", () => {
    const text =
      "WEBVTT - a title\n\nNOTE nothing\n\nSTYLE\n::cue {}\n\nintro\n00:01.5 --> 00:02.250 align:start\n<v Ada>1 &lt; 2 &amp; 3\n";
    expect(readSubtitles(text)).toEqual([{ text: "1 < 2 & 3", start: 1.5, end: 2.25 }]);
  });

  it("reads lines that end as on old Macs, and a byte order mark before the first time", () => {
    const text = "\uFEFF00:01.000-->00:02.000\rOne\r\r00:03.000 --> 00:04.000\rTwo\r";
    expect(readSubtitles(text).map((cue) => cue.text)).toEqual(["One", "Two"]);
  });

  it("sorts cues, and leaves empty ones out", () => {
    const text =
      "2\n00:00:05,000 --> 00:00:06,000\nlater\n\n1\n00:00:01,000 --> 00:00:02,000\nsooner\n\n3\n00:00:07,000 --> 00:00:08,000\n \n";
    expect(readSubtitles(text).map((cue) => cue.text)).toEqual(["sooner", "later"]);
  });

  it.each(["", "no times here"])("finds nothing in %j", (text) => {
    expect(readSubtitles(text)).toEqual([]);
  });

  it("takes no long time for hostile text", () => {
    const start = performance.now();
    expect(readSubtitles(`${"0:".repeat(200_000)}\n${"<".repeat(200_000)}`)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
