import type { SpokenWord } from "../../page/narration/narration-times.ts";

/** What is shown at once: two short lines. */
export const mostLetters = 42;

/** What a word alone costs, in squares of letters: more than any other way to divide a phrase. */
const COST_OF_ONE = 4 * mostLetters ** 2;
/** What it is worth to break where the sentence does. */
const WORTH_OF_COMMA = 50;

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** How wide a text is, in letters: Chinese, Japanese and Korean ones count twice. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (wide.test(letter) ? 2 : 1), 0);
}

/** Divides a phrase into groups of about the same length, none of them a single word if that can be. */
export function balanceWords(words: readonly SpokenWord[]): SpokenWord[][] {
  const widths = words.map(({ text }) => widthOf(text) + 1);
  const whole = sum(widths) - 1;
  if (whole <= mostLetters) return words.length > 0 ? [[...words]] : [];
  const target = whole / Math.ceil(whole / mostLetters);
  // The best way to divide the first words, for each number of them, by where its last group begins.
  const best: Array<{ readonly cost: number; readonly from: number }> = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= words.length; end += 1) {
    let chosen = { cost: Infinity, from: end - 1 };
    for (let from = end - 1; from >= 0; from -= 1) {
      const letters = sum(widths.slice(from, end)) - 1;
      if (letters > mostLetters && from < end - 1) break;
      const cost = (best[from]?.cost ?? 0) + costOf(words.slice(from, end), letters, target);
      if (cost < chosen.cost) chosen = { cost, from };
    }
    best.push(chosen);
  }
  const groups: SpokenWord[][] = [];
  for (let end = words.length; end > 0; end = best[end]?.from ?? 0) {
    groups.unshift(words.slice(best[end]?.from ?? 0, end));
  }
  return groups;
}

function costOf(group: readonly SpokenWord[], letters: number, target: number): number {
  const isAtComma = /[,;:–—،、，；：]$/u.test(group.at(-1)?.text ?? "");
  return (letters - target) ** 2 + (group.length === 1 ? COST_OF_ONE : 0) - (isAtComma ? WORTH_OF_COMMA : 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
