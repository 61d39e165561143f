import type { SpokenWord } from "@hyperframes-engine/heygen";
import type { SubtitleCue } from "@hyperframes-engine/subtitles";

const wordsOfLine = 7;

/** Words as the lines of subtitles. */
export function spokenLines(words: readonly SpokenWord[]): SubtitleCue[] {
  return Array.from({ length: Math.ceil(words.length / wordsOfLine) }, (_, index) => {
    const part = words.slice(index * wordsOfLine, (index + 1) * wordsOfLine);
    const text = part.map(({ word }) => word).join(" ");
    return { text, start: part[0]?.start ?? 0, end: part.at(-1)?.end ?? 0 };
  });
}
