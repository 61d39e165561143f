import { joinCaption } from "../../page/narration/caption-gap.ts";
import type { CaptionGroup } from "../../page/narration/narration-times.ts";

/** The part of a composition that a file has: seconds of the composition, and when the narration begins in it. */
export interface SubtitledPart {
  readonly narrationStart: number;
  readonly start: number;
  readonly end: number;
}

/** Captions as SRT, which every player reads: https://www.matroska.org/technical/subtitles.html#srt-subtitles */
export function writeSrt(groups: readonly CaptionGroup[], part: SubtitledPart): string {
  return shownIn(groups, part)
    .map(
      ({ start, end, text }, index) => `${index + 1}\n${time(start, ",")} --> ${time(end, ",")}\n${text}\n`,
    )
    .join("\n");
}

/** The same as WebVTT, with a note that says where it comes from: https://www.w3.org/TR/webvtt1/ */
export function writeVtt(groups: readonly CaptionGroup[], part: SubtitledPart, note: string): string {
  const blocks = shownIn(groups, part).map(
    ({ start, end, text }) => `${time(start, ".")} --> ${time(end, ".")}\n${escaped(text)}`,
  );
  return `${["WEBVTT", `NOTE ${note.replaceAll(/\s+|-->/g, " ")}`, ...blocks].join("\n\n")}\n`;
}

function shownIn(
  groups: readonly CaptionGroup[],
  { narrationStart, start, end }: SubtitledPart,
): Array<{ readonly start: number; readonly end: number; readonly text: string }> {
  return groups.flatMap((group) => {
    const from = Math.max(start, narrationStart + group.start) - start;
    const to = Math.min(end, narrationStart + group.end) - start;
    // An arrow would be read as a time.
    const text = joinCaption(group.words.map((word) => word.text)).replaceAll("-->", "→");
    return to > from ? [{ start: from, end: to, text }] : [];
  });
}

function time(seconds: number, point: string): string {
  const all = Math.round(seconds * 1000);
  const two = (value: number): string => `${Math.floor(value)}`.padStart(2, "0");
  const thousandths = `${all % 1000}`.padStart(3, "0");
  return `${two(all / 3_600_000)}:${two((all / 60_000) % 60)}:${two((all / 1000) % 60)}${point}${thousandths}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
