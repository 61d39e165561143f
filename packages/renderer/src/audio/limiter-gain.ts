import { SAMPLE_RATE } from "./sound-cue.ts";

/** How long the gain takes to come down before a peak: 5 ms. */
const ATTACK = 0.005 * SAMPLE_RATE;
/** A peak lies between samples, and what is seen of it spreads over some of them. */
const MARGIN = 8;
const HELD = ATTACK + 2 * MARGIN;
/** Of what is missing to 1, so much comes back in a sample: two thirds in 100 ms. */
const RECOVERY = 1 - Math.exp(-1 / (0.1 * SAMPLE_RATE));
/** −120 dB from 1 is 1. */
const NEARLY = 1e-6;

/** How many samples a gain comes after the sample that it is for. */
export const GAIN_DELAY = ATTACK - 1 + MARGIN;

/**
 * Makes a smooth gain that is nowhere above what is wanted: down in 5 ms before a peak, back over some 100 ms after. Where
 * nothing is to be limited it is exactly 1.
 */
export class LimiterGain {
  /** The smallest of the last wanted gains, as values that only grow, with the sample that each stands until. */
  readonly #smallest: Array<{ readonly gain: number; readonly until: number }> = [];
  /** By how much each of the last held gains is below 1. */
  readonly #reductions = new Float64Array(ATTACK);
  #recovering = 1;
  #sum = 0;
  #reduced = 0;
  #sample = 0;

  /** Takes the gain wanted at a sample; returns the one for {@link GAIN_DELAY} samples before. */
  next(wanted: number): number {
    if (wanted === 1 && this.#isIdle) return this.#skip();
    this.#recovering = Math.min(wanted, this.#recovering + (1 - this.#recovering) * RECOVERY);
    if (1 - this.#recovering < NEARLY) this.#recovering = 1;
    return this.#average(1 - this.#hold(this.#recovering));
  }

  get #isIdle(): boolean {
    return this.#recovering === 1 && this.#reduced === 0 && this.#smallest.length === 0;
  }

  #skip(): number {
    this.#sample += 1;
    return 1;
  }

  #hold(gain: number): number {
    while ((this.#smallest.at(-1)?.gain ?? -1) >= gain) this.#smallest.pop();
    // Nothing is larger than 1, so it need not be remembered.
    if (gain < 1) this.#smallest.push({ gain, until: this.#sample + HELD });
    if ((this.#smallest[0]?.until ?? Infinity) <= this.#sample) this.#smallest.shift();
    return this.#smallest[0]?.gain ?? 1;
  }

  #average(reduction: number): number {
    const place = this.#sample % ATTACK;
    const left = this.#reductions[place] ?? 0;
    this.#reductions[place] = reduction;
    this.#sample += 1;
    this.#reduced += (reduction > 0 ? 1 : 0) - (left > 0 ? 1 : 0);
    // Begun anew from exactly 0, a sum that is added to and taken from for hours does not drift.
    this.#sum = this.#reduced === 0 ? 0 : this.#sum + reduction - left;
    return 1 - Math.max(0, this.#sum) / ATTACK;
  }
}
