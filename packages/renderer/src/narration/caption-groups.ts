import type { CaptionGroup, SpokenWord } from "../page/protocol.ts";
import type { NarrationClip } from "./narration-clip.ts";
import { readSubtitles } from "./read-subtitles.ts";

/** Two short lines. */
const MOST_LETTERS = 42;
/** A pause, in seconds, that ends a group. */
const PAUSE = 0.6;
/** How long a group stays after its last word, in seconds, if no other comes. */
const LINGER = 0.4;

/** The words of a narration in groups that are shown one after the other: by their times, else by its subtitles. */
export function captionGroups({
  words,
  subtitles,
}: Pick<NarrationClip, "words" | "subtitles">): CaptionGroup[] {
  const spoken = words.map(({ word, start, end }) => ({
    text: word.trim(),
    start,
    end: Math.max(start, end),
  }));
  if (spoken.length > 0) return linger(groupWords(spoken.filter(({ text }) => text !== "")));
  return subtitles === null ? [] : readSubtitles(subtitles);
}

function groupWords(words: readonly SpokenWord[]): SpokenWord[][] {
  const groups: SpokenWord[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    if (group && belongs(group, word)) group.push(word);
    else groups.push([word]);
  }
  return groups;
}

function belongs(group: readonly SpokenWord[], word: SpokenWord): boolean {
  const last = group.at(-1);
  if (!last || /[.!?…。！？]["'»”)]*$/u.test(last.text) || word.start - last.end > PAUSE) return false;
  const letters = [...group, word].reduce((sum, { text }) => sum + text.length + 1, -1);
  return letters <= MOST_LETTERS;
}

function linger(groups: readonly SpokenWord[][]): CaptionGroup[] {
  return groups.map((words, index) => {
    const end = (words.at(-1)?.end ?? 0) + LINGER;
    const next = groups[index + 1]?.[0]?.start ?? Infinity;
    return { words, start: words[0]?.start ?? 0, end: Math.min(end, next) };
  });
}
