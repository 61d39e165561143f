import type { SubtitleCue } from "./read-subtitles.ts";

/** Cues as SRT, which every player reads: https://www.matroska.org/technical/subtitles.html#srt-subtitles */
export function writeSrt(cues: readonly SubtitleCue[]): string {
  return cues
    .map(
      ({ text, start, end }, index) =>
        `${index + 1}\n${time(start, ",")} --> ${time(end, ",")}\n${withoutArrows(text)}\n`,
    )
    .join("\n");
}

/** Cues as WebVTT, with a note that says where they come from: https://www.w3.org/TR/webvtt1/ */
export function writeVtt(cues: readonly SubtitleCue[], note?: string): string {
  const notes = note === undefined ? [] : [`NOTE ${note.replaceAll(/\s+|-->/g, " ")}`];
  const blocks = cues.map(
    ({ text, start, end }) => `${time(start, ".")} --> ${time(end, ".")}\n${escaped(withoutArrows(text))}`,
  );
  return `${["WEBVTT", ...notes, ...blocks].join("\n\n")}\n`;
}

/** An arrow would be read as a time. */
function withoutArrows(text: string): string {
  return text.replaceAll("-->", "→");
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
