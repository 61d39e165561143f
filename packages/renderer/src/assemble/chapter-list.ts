import type { Chapter } from "../plan/resolve-chapters.ts";
import type { Seconds } from "../timeline/units.ts";

/** Chapters in the format of ffmpeg's metadata files, to the millisecond: https://ffmpeg.org/ffmpeg-formats.html#Metadata-2 */
export function chapterList(chapters: readonly Chapter[], end: Seconds): string {
  const blocks = chapters.map(({ title, start }, index) => {
    const next = chapters[index + 1]?.start ?? end;
    return [
      "[CHAPTER]",
      "TIMEBASE=1/1000",
      `START=${Math.round(start * 1000)}`,
      `END=${Math.round(next * 1000)}`,
      `title=${escaped(title)}`,
    ].join("\n");
  });
  return `;FFMETADATA1\n${blocks.join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[=;#\\\n]/g, String.raw`\$&`);
}
