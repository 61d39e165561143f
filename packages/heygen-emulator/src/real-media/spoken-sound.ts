import type { SpokenWord } from "@hyperframes-engine/heygen";

/** One channel of sound. */
export interface Sound {
  /** From −1 to 1. */
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rate: number;
}

/** A sound and what is said in it. */
export interface SpokenSound extends Sound {
  readonly words: readonly SpokenWord[];
}

/** How something is said. */
export interface Manner {
  readonly high: boolean;
  /** 0.5 to 2; 1 is as usual. */
  readonly speed: number;
}

/** Says single words. */
export interface Speaker {
  /** Clips are kept under it: another speaker, another clip. */
  readonly name: string;
  /** Samples a second. */
  readonly rate: number;
  /** A word from its first sound to its last, with no silence around it. Not empty. */
  say(word: string, manner: Manner, signal: AbortSignal): Promise<Float32Array>;
}

/** Of silence before the first word and after the last. */
const edgeSeconds = 0.2;
/** As loud as a spoken recording's peaks are: −3 dB. */
const peak = 0.7;

/** Says a script word after word, with pauses where there are full stops and commas. Times are exact to the millisecond. */
export async function speak(
  script: string,
  speaker: Speaker,
  how: { readonly manner: Manner; readonly signal: AbortSignal },
): Promise<SpokenSound> {
  const { rate } = speaker;
  const said: Array<{ readonly samples: Float32Array; readonly at: number }> = [];
  const words: SpokenWord[] = [];
  let time = edgeSeconds;
  for (const word of script.split(/\s+/).filter((text) => text !== "")) {
    const samples = await speaker.say(word, how.manner, how.signal);
    const start = roundUp(time);
    const end = roundUp(start + samples.length / rate);
    said.push({ samples, at: Math.round(start * rate) });
    words.push({ word, start, end });
    time = end + pauseAfter(word) / how.manner.speed;
  }
  const length = Math.round(((words.at(-1)?.end ?? 0.8) + edgeSeconds) * rate);
  const samples = new Float32Array(length);
  for (const { samples: part, at } of said) samples.set(part.subarray(0, length - at), at);
  return { samples: loudened(samples), rate, words };
}

function pauseAfter(word: string): number {
  if (/[.!?…。！？]["'”’)\]]*$/u.test(word)) return 0.35;
  return /[,;:–—、，]["'”’)\]]*$/u.test(word) ? 0.18 : 0.04;
}

function loudened(samples: Float32Array): Float32Array {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return loudest === 0 ? samples : samples.map((sample) => (sample * peak) / loudest);
}

function roundUp(seconds: number): number {
  return Math.ceil(Math.round(seconds * 1e6) / 1e3) / 1e3;
}
