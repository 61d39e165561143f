import type { CaptionGroup } from "../../page/narration/narration-times.ts";

const MOST_BYTES = 4_000_000;
const time = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})`;
const timing = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}`);

/** Reads SRT or WebVTT. Marks are left out; what is no cue is skipped. Each cue is one word to whoever shows it. */
export function readSubtitles(text: string): CaptionGroup[] {
  const blocks = text
    .slice(0, MOST_BYTES)
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/);
  return blocks.flatMap((block) => {
    const lines = block.split("\n");
    const place = lines.findIndex((line) => timing.test(line));
    const match = timing.exec(lines[place] ?? "");
    if (!match) return [];
    const [start, end] = [readTime(match.slice(1, 5)), readTime(match.slice(5, 9))];
    const said = lines
      .slice(place + 1)
      .join(" ")
      .replaceAll(/<[^>]*>|\{\\[^}]*\}/g, "")
      .replaceAll(/\s+/g, " ")
      .trim();
    return said !== "" && end > start ? [{ start, end, words: [{ text: said, start, end }] }] : [];
  });
}

function readTime([hours = "0", minutes, whole, thousandths = "0"]: ReadonlyArray<
  string | undefined
>): number {
  const fraction = Number(thousandths.padEnd(3, "0")) / 1000;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + fraction;
}
