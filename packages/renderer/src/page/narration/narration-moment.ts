import type { NarrationTimes } from "./narration-times.ts";

/** Why there is no such moment of the narration. */
export interface MomentProblem {
  /** `absent`: there is no narration. `silent`: the times of its words are not known. */
  readonly kind: "syntax" | "absent" | "silent" | "word" | "cue";
  /** The word, or the cue's name. */
  readonly reference: string;
  /** What may have been meant. */
  readonly suggestions: readonly string[];
}

/** `narration.word('net revenue', 2) + 0.5`, `narration.cue('intro')`, `narration.start`, `narration.end - 1`. */
const expression =
  /^narration\.(?:(start|end)|(word|cue)\(\s*(?:'([^']*)'|"([^"]*)")\s*(?:,\s*(\d{1,4})\s*)?\))\s*(?:([+-])\s*(\d+(?:\.\d+)?|\.\d+))?$/;

/** Whether a start means a moment of the narration. */
export function isMoment(text: string): boolean {
  return /^narration\.(?:start|end|word|cue)\b/.test(text);
}

/**
 * A moment of the narration in seconds from its start. Words are found whatever their case and punctuation; of one that
 * is said more than once, the first is meant unless a number says which.
 */
export function readMoment(text: string, narration: NarrationTimes | null): number | MomentProblem {
  const match = expression.exec(text);
  if (!match) return problem("syntax", text);
  if (!narration) return problem("absent", text);
  const [, end, kind, single, double = "", count = "1", sign, offset = "0"] = match;
  const name = single ?? double;
  const time = end
    ? { start: 0, end: narration.length }[end]
    : timeOf(name, Number(count), { kind: kind === "cue" ? "cue" : "word", narration });
  if (typeof time !== "number") return time ?? problem("syntax", text);
  return time + (sign === "-" ? -Number(offset) : Number(offset));
}

/** When a cue is, in seconds from the narration's start. */
export function cueTime(name: string, narration: NarrationTimes): number | MomentProblem {
  const names = Object.keys(narration.cues);
  const cue = Object.hasOwn(narration.cues, name) ? narration.cues[name] : undefined;
  if (cue === undefined) return { ...problem("cue", name), suggestions: nearest(name, names) };
  return typeof cue === "number" ? cue : wordTime(cue, 1, narration);
}

interface Wanted {
  readonly kind: "word" | "cue";
  readonly narration: NarrationTimes;
}

function timeOf(name: string, count: number, { kind, narration }: Wanted): number | MomentProblem {
  return kind === "cue" ? cueTime(name, narration) : wordTime(name, count, narration);
}

function wordTime(phrase: string, count: number, { words }: NarrationTimes): number | MomentProblem {
  if (words.length === 0) return problem("silent", phrase);
  const wanted = phrase
    .split(/[\s\u2010-\u2015-]+/)
    .map(plain)
    .filter(Boolean);
  const spoken = words.map(({ text, start }) => ({ text: plain(text), start })).filter(({ text }) => text);
  const found = spoken.filter((_, index) =>
    wanted.every((word, place) => spoken[index + place]?.text === word),
  );
  const start = wanted.length > 0 ? found[count - 1]?.start : undefined;
  if (start !== undefined) return start;
  const said = count > 1 && found.length > 0 ? `${phrase} (it is said ${found.length}×)` : phrase;
  const known = [...new Set(spoken.map(({ text }) => text))];
  return { ...problem("word", said), suggestions: nearest(wanted[0] ?? "", known) };
}

/** Letters and digits alone, in lower case. */
function plain(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function problem(kind: MomentProblem["kind"], reference: string): MomentProblem {
  return { kind, reference, suggestions: [] };
}

const MOST_SUGGESTIONS = 3;

function nearest(word: string, known: readonly string[]): string[] {
  const most = Math.max(2, Math.floor(word.length / 2));
  return known
    .map((other) => ({ other, distance: distanceOf(word.toLowerCase(), other.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ other }) => other);
}

/** How many letters must be put in, left out or changed: https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let place = 0; place < b.length; place += 1) {
      const changed = (row[place] ?? 0) + (a[index] === b[place] ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
