import type { SpokenWord } from "@hyperframes-engine/heygen";
import { FRAME_RATE } from "./face-motion.ts";
import type { SpokenSound } from "./spoken-sound.ts";

const rate = 24_000;
const longestSeconds = 600;

/** The seconds that `[[clapper 300]]` in a script asks for, or undefined. */
export function clapperOf(script: string): number | undefined {
  const seconds = /\[\[clapper (\d{1,4})\]\]/.exec(script)?.[1];
  return seconds === undefined ? undefined : Math.min(longestSeconds, Math.max(2, Number(seconds)));
}

/** Frames that flash: at each whole second but 0. */
export const clapperFlashes = { first: FRAME_RATE, every: FRAME_RATE } as const;

/** A click at each whole second but 0, beginning with the frame that flashes. Each is a word, `click`. */
export function clapperSound(seconds: number): SpokenSound {
  const samples = new Float32Array(seconds * rate);
  const words: SpokenWord[] = [];
  for (let second = 1; second < seconds; second++) {
    words.push({ word: "click", start: second, end: second + 0.04 });
    for (let index = 0; index < rate * 0.04; index++) {
      const fade = Math.exp(-index / (rate * 0.008));
      samples[second * rate + index] = 0.8 * fade * Math.cos((2 * Math.PI * 1500 * index) / rate);
    }
  }
  return { samples, rate, words };
}
