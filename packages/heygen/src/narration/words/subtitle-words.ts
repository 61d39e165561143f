import { readSubtitles } from "@hyperframes-engine/subtitles";
import type { WordTime } from "../../client/word-times.ts";
import { HeyGenError } from "../../errors.ts";
import { spreadWords } from "./spread-words.ts";

/**
 * Times for the words of SRT or WebVTT.
 *
 * @throws {HeyGenError} if it has no line with a time, or one ends before it begins.
 */
export function subtitleWords(text: string): WordTime[] {
  const cues = readSubtitles(text);
  const wrong = cues.find(({ start, end }) => end < start);
  if (cues.length > 0 && !wrong) return spreadWords(cues);
  throw new HeyGenError(
    "unexpected-answer",
    wrong
      ? `The subtitles have a line that ends before it begins, at ${wrong.start} s: “${wrong.text.slice(0, 100)}”.`
      : "The subtitles have no line with a time, such as 00:00:01,500 --> 00:00:03,000.",
  );
}
