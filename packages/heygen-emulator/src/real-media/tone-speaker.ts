import type { Manner, Speaker } from "./spoken-sound.ts";

const rate = 24_000;
const tableLength = 512;
/** The first formants of vowels in Hz: https://en.wikipedia.org/wiki/Formant#Phonetics */
const formants: Readonly<Record<string, readonly [number, number]>> = {
  a: [850, 1610],
  e: [390, 2300],
  i: [240, 2400],
  o: [360, 640],
  u: [250, 595],
};

/** Hums a word, one tone for each syllable, on the vowel that is written there. Needs nothing installed. */
export const toneSpeaker: Speaker = {
  name: "tones",
  rate,
  say: async (word, manner) => {
    const vowels = vowelsOf(word);
    const lengths = vowels.map(() => syllableLength(word.length / vowels.length, manner.speed));
    const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (const [index, vowel] of vowels.entries()) {
      const length = lengths[index] ?? 0;
      const pitch = pitchOf(manner) * (1.12 - (0.2 * index) / vowels.length);
      hum(samples.subarray(at, at + length), wave(vowel, pitchOf(manner)), pitch);
      at += length;
    }
    return Promise.resolve(samples);
  },
};

/** A vowel a syllable; signs of scripts without vowels count as one each. */
function vowelsOf(word: string): string[] {
  const plain = word.normalize("NFD").toLowerCase();
  const groups = plain.match(/[aeiouy]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\d]/gu) ?? ["e"];
  return groups.map((group) => Object.keys(formants).find((vowel) => group.startsWith(vowel)) ?? "i");
}

function syllableLength(letters: number, speed: number): number {
  return Math.round((rate * Math.min(0.3, 0.09 + letters * 0.028)) / speed);
}

/** Fills with a tone that swells, falls a little, and fades. */
function hum(samples: Float32Array, table: Float32Array, pitch: number): void {
  const { length } = samples;
  const edge = Math.min(length / 3, rate * 0.03);
  let phase = 0;
  for (let index = 0; index < length; index++) {
    phase = (phase + ((pitch * (1 - (0.08 * index) / length)) / rate) * tableLength) % tableLength;
    const swell = Math.min(1, (index + 1) / edge, (length - index) / edge);
    samples[index] = (table[Math.floor(phase)] ?? 0) * swell;
  }
}

const waves = new Map<string, Float32Array>();

function pitchOf({ high }: Manner): number {
  return high ? 205 : 115;
}

/** One period of a vowel: overtones, strong where the mouth resonates. */
function wave(vowel: string, pitch: number): Float32Array {
  const name = `${vowel} ${pitch}`;
  const known = waves.get(name);
  if (known) return known;
  const table = new Float32Array(tableLength);
  for (let overtone = 1; overtone * pitch < 4000; overtone++) {
    const strength = resonance(vowel, overtone * pitch) / overtone;
    for (let index = 0; index < tableLength; index++) {
      table[index] =
        (table[index] ?? 0) + strength * Math.sin((2 * Math.PI * overtone * index) / tableLength);
    }
  }
  waves.set(name, table);
  return table;
}

function resonance(vowel: string, frequency: number): number {
  const near = (formants[vowel] ?? []).map((formant) => 1 / (1 + ((frequency - formant) / 120) ** 2));
  return 0.08 + Math.max(...near);
}
