/** Words a minute of a calm speaker: https://en.wikipedia.org/wiki/Words_per_minute#Speech_and_listening */
const wordsPerMinute = 150;

/** How many words a text has, in languages that write no spaces too. */
export function countWords(text: string): number {
  const parts = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  return [...parts].filter(({ isWordLike }) => isWordLike).length;
}

/** About how long it takes to say a text, in seconds. */
export function speechSeconds(text: string, speed = 1): number {
  return (countWords(text) / wordsPerMinute / speed) * 60;
}

/** A length that a prompt asks for: `a 30-second video`, `about 2 minutes`; the numbers as digits, or `one` and `half a`. */
const asked = /\b(\d{1,4}(?:\.\d+)?|one|an?|half an?)[\s-]*(seconds?|secs?|s|minutes?|mins?)\b/i;
/** Where a prompt asks for none. */
const usualSeconds = 30;
const mostSeconds = 1800;

/** How long a video an agent is asked for, in seconds, as far as its prompt tells. */
export function promptSeconds(prompt: string): number {
  const [, number = "", unit = ""] = asked.exec(prompt) ?? [];
  if (number === "") return usualSeconds;
  const count = /^\d/.test(number) ? Number(number) : 1 / (/^half/i.test(number) ? 2 : 1);
  return Math.max(1, Math.min(mostSeconds, count * (/^m/i.test(unit) ? 60 : 1)));
}
