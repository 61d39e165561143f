import type { SubtitleCue } from "@hyperframes-engine/subtitles";
import type { WordTime } from "../../client/word-times.ts";

/** What is between words, and ends sentences, takes time as letters do. */
const pauseLetters = 1.5;

/**
 * Times for the words of subtitles, of which only the lines have times: each word gets as much of its line as it has
 * letters. Times are in whole milliseconds.
 */
export function spreadWords(cues: readonly SubtitleCue[]): WordTime[] {
  return cues.flatMap(({ text, start, end }) => {
    const words = text.split(/\s+/).filter((word) => word !== "");
    const weights = words.map((word) => word.length + pauseLetters);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    let before = 0;
    return words.map((word, index) => {
      const from = before;
      before += weights[index] ?? 0;
      const spoken = before - (index === words.length - 1 ? 0 : pauseLetters / 2);
      return { word, start: at(from / all), end: at(spoken / all) };
    });

    function at(part: number): number {
      return Math.round((start + (end - start) * part) * 1000) / 1000;
    }
  });
}
