import { describe, expect, it } from "vitest";
import { readSubtitles } from "../src/read-subtitles.ts";
import { writeSrt, writeVtt } from "../src/write-subtitles.ts";

const cues = [
  { text: "Tom & <Jerry>", start: 0.7, end: 1.8 },
  { text: "An hour later", start: 3723.0405, end: 3724 },
];

describe("subtitles", () => {
  it("are numbered in SRT, with commas in times of whole milliseconds", () => {
    expect(writeSrt(cues)).toBe(
      "1\n00:00:00,700 --> 00:00:01,800\nTom & <Jerry>\n\n2\n01:02:03,041 --> 01:02:04,000\nAn hour later\n",
    );
  });

  it("have a note in WebVTT, on one line, and what stands for markup is escaped", () => {
    expect(writeVtt(cues.slice(0, 1), "made\nby --> hand")).toBe(
      "WEBVTT\n\nNOTE made by   hand\n\n00:00:00.700 --> 00:00:01.800\nTom &amp; &lt;Jerry&gt;\n",
    );
    expect(writeVtt([])).toBe("WEBVTT\n");
  });

  it("are read as they were written, and an arrow in a text is no time", () => {
    const arrow = [{ text: "0:01.0 --> 0:02.0 is a time", start: 1, end: 2 }];
    for (const write of [writeSrt, writeVtt])
      expect(readSubtitles(write(arrow))).toEqual([{ ...arrow[0], text: "0:01.0 → 0:02.0 is a time" }]);
  });
});
