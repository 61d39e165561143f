import type { MomentProblem } from "../page/narration/narration-moment.ts";

/** What is wrong with a moment of the narration: the end of a sentence that begins with how it is written. */
export function momentSentence({ kind, reference, suggestions }: MomentProblem): string {
  const meant = suggestions.length > 0 ? `; did you mean ${list(suggestions)}?` : "";
  switch (kind) {
    case "syntax":
      return (
        "is no moment: write seconds, narration.start, narration.end, narration.word('revenue'), " +
        "narration.word('revenue', 2) for the second time, or narration.cue('name'), with + or - seconds"
      );
    case "absent":
      return "needs a narration, and can be used in the root composition only";
    case "silent":
      return "needs the times of the narration's words, which are not known";
    case "word":
      return `names a word that is not said: ${reference}${meant}`;
    case "cue":
      return `names a cue that is not in narration.cues: ${reference}${meant}`;
  }
}

function list(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" or ");
}
