import { readSubtitles } from "@hyperframes-engine/subtitles";
import { joinCaption } from "../../page/narration/caption-gap.ts";
import type { CaptionGroup, SpokenWord } from "../../page/narration/narration-times.ts";
import type { NarrationClip } from "../narration-clip.ts";
import { balanceWords, mostLetters, widthOf } from "./balance-words.ts";

/** A pause, in seconds, that ends a group. */
const PAUSE = 0.6;
/** A pause, in seconds, over which a single word still stands with its neighbours. */
const PAUSE_OF_ONE = 1.5;
/** How long a group stays after its last word, in seconds, if no other comes. */
const LINGER = 0.4;

const sentenceEnd = /[.!?…。！？]["'»”」』)]*$/u;
/** Scripts that are written without spaces; of their sentences, each word has a place of its own to break at. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

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
  const said = spoken.filter(({ text }) => text !== "").flatMap(splitUnspaced);
  if (spoken.length > 0) return linger(joinSingles(phrasesOf(said)).flatMap(balanceWords));
  return subtitles === null ? [] : linesOf(subtitles);
}

/** Each line is one word to whoever shows it. */
function linesOf(subtitles: string): CaptionGroup[] {
  const shown = readSubtitles(subtitles).filter(({ start, end }) => end > start);
  return shown.map((cue) => ({ start: cue.start, end: cue.end, words: [cue] }));
}

/** The same, with subtitles that are too long for two lines told in parts, each for as long as it has letters. */
export function drawnGroups(clip: Pick<NarrationClip, "words" | "subtitles">): CaptionGroup[] {
  return captionGroups(clip).flatMap((group) => {
    const [only, second] = group.words;
    if (!only || second || widthOf(only.text) <= mostLetters) return [group];
    const parts = only.text.split(/\s+/).map((text) => ({ text, start: 0, end: 0 }));
    const lines = balanceWords(parts.flatMap(splitUnspaced));
    const texts = lines.map((words) => joinCaption(words.map(({ text }) => text)));
    const timed = divideTime(group, texts);
    return timed.map(({ text, ...time }) => ({ ...time, words: [{ text, ...time }] }));
  });
}

/** A sentence without spaces counts as one word to whoever told its times. */
function splitUnspaced(word: SpokenWord): SpokenWord[] {
  if (!unspaced.test(word.text)) return [word];
  const segments = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(word.text)];
  const texts: string[] = [];
  for (const { segment, isWordLike } of segments) {
    if (isWordLike || texts.length === 0) texts.push(segment);
    else texts.push(`${texts.pop()}${segment}`);
  }
  return divideTime(word, texts);
}

function divideTime(
  { start, end }: Pick<SpokenWord, "start" | "end">,
  texts: readonly string[],
): SpokenWord[] {
  const all = texts.reduce((sum, text) => sum + text.length, 0);
  let told = 0;
  return texts.map((text) => {
    const from = start + ((end - start) * told) / all;
    told += text.length;
    return { text, start: from, end: start + ((end - start) * told) / all };
  });
}

/** Sentences, and what pauses cut them into. */
function phrasesOf(words: readonly SpokenWord[]): SpokenWord[][] {
  const phrases: SpokenWord[][] = [];
  for (const word of words) {
    const last = phrases.at(-1)?.at(-1);
    if (last && !sentenceEnd.test(last.text) && word.start - last.end <= PAUSE) phrases.at(-1)?.push(word);
    else phrases.push([word]);
  }
  return phrases;
}

/** A word alone is hard to read in the time it has: it stands with what follows, else with what was before. */
function joinSingles(phrases: readonly SpokenWord[][]): SpokenWord[][] {
  const joined: SpokenWord[][] = [];
  for (const phrase of phrases) {
    const before = joined.at(-1);
    if (before && (before.length === 1 || phrase.length === 1) && fit(before, phrase)) {
      before.push(...phrase);
    } else joined.push([...phrase]);
  }
  return joined;
}

function fit(before: readonly SpokenWord[], after: readonly SpokenWord[]): boolean {
  const pause = (after[0]?.start ?? 0) - (before.at(-1)?.end ?? 0);
  const letters = [...before, ...after].reduce((sum, { text }) => sum + widthOf(text) + 1, -1);
  return pause <= PAUSE_OF_ONE && letters <= mostLetters;
}

function linger(groups: readonly SpokenWord[][]): CaptionGroup[] {
  return groups.map((words, index) => {
    const end = (words.at(-1)?.end ?? 0) + LINGER;
    const next = groups[index + 1]?.[0]?.start ?? Infinity;
    return { words, start: words[0]?.start ?? 0, end: Math.min(end, next) };
  });
}
