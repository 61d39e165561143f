import { SAMPLE_RATE, type Envelope } from "./sound-cue.ts";

/** Reads an envelope sample by sample, forwards. */
export class GainWalker {
  readonly #envelope: Envelope;
  #next = 0;

  constructor(envelope: Envelope) {
    this.#envelope = envelope;
  }

  /** Multiplies `gains` by the envelope, from a sample of composition time on. Samples must not go back. */
  apply(gains: Float64Array, firstSample: number): void {
    let index = 0;
    while (index < gains.length) {
      const time = (firstSample + index) / SAMPLE_RATE;
      while (this.#isPast(time)) this.#next += 1;
      const until = Math.min(gains.length, this.#lastSampleOfPiece() - firstSample + 1);
      const end = Math.max(index + 1, until);
      this.#applyPiece(gains.subarray(index, end), time);
      index = end;
    }
  }

  #isPast(time: number): boolean {
    const point = this.#envelope[this.#next];
    return point !== undefined && point.time <= time;
  }

  #lastSampleOfPiece(): number {
    const point = this.#envelope[this.#next];
    return point === undefined ? Infinity : Math.ceil(point.time * SAMPLE_RATE) - 1;
  }

  #applyPiece(gains: Float64Array, time: number): void {
    const before = this.#envelope[this.#next - 1];
    const after = this.#envelope[this.#next];
    const held = before ?? after;
    if (!held) return;
    const slope = before && after ? (after.gain - before.gain) / (after.time - before.time) : 0;
    const offset = time - held.time;
    for (let index = 0; index < gains.length; index += 1) {
      const gain = slope === 0 ? held.gain : held.gain + slope * (offset + index / SAMPLE_RATE);
      gains[index] = (gains[index] ?? 0) * gain;
    }
  }
}
