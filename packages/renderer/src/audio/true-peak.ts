/**
 * The interpolation filter of ITU-R BS.1770-5, Annex 2, four phases of twelve taps; the other two phases are these
 * reversed. https://www.itu.int/rec/R-REC-BS.1770
 */
const PHASES = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
    0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const TAPS = 12;
const COEFFICIENTS = Float64Array.from(
  [...PHASES, ...PHASES.toReversed().map((phase) => phase.toReversed())].flat(),
);

/** How many samples a peak is reported after the sample that it is nearest to. */
export const PEAK_DELAY = 6;

/** No sum of taps can make more of a signal: below a limit divided by this, there is no peak above the limit. */
const LARGEST_GAIN = Math.max(
  ...[0, 1, 2, 3].map((phase) => sumOf(COEFFICIENTS.subarray(phase * TAPS, (phase + 1) * TAPS))),
);

function sumOf(taps: Float64Array): number {
  return taps.reduce((sum, tap) => sum + Math.abs(tap), 0);
}

/** Measures one channel's peaks as a player's converter would make them, between samples too. */
export class TruePeak {
  /** Twice, so that the last twelve always lie side by side. */
  readonly #history = new Float64Array(2 * TAPS);
  #position = 0;
  #quietFor = TAPS;
  readonly #threshold: number;

  /** Peaks below `least` are reported as 0. */
  constructor(least: number) {
    this.#threshold = least / LARGEST_GAIN;
  }

  /** Takes a sample, and returns the peak {@link PEAK_DELAY} samples before it. */
  add(sample: number): number {
    this.#history[this.#position] = sample;
    this.#history[this.#position + TAPS] = sample;
    this.#position = (this.#position + 1) % TAPS;
    this.#quietFor = Math.abs(sample) > this.#threshold ? 0 : this.#quietFor + 1;
    return this.#quietFor < TAPS ? this.#measure() : 0;
  }

  #measure(): number {
    // The filter makes a lone sample smaller than it is.
    let peak = Math.abs(this.#history[this.#position + TAPS - 1 - PEAK_DELAY] ?? 0);
    for (let phase = 0; phase < COEFFICIENTS.length; phase += TAPS) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap += 1) {
        sum += (COEFFICIENTS[phase + tap] ?? 0) * (this.#history[this.#position + TAPS - 1 - tap] ?? 0);
      }
      peak = Math.max(peak, Math.abs(sum));
    }
    return peak;
  }
}
