import { GAIN_DELAY, LimiterGain } from "./limiter-gain.ts";
import { CHANNELS } from "./sound-cue.ts";
import { PEAK_DELAY, TruePeak } from "./true-peak.ts";

/** −1 dBTP, which EBU R 128 asks for, so that what a lossy encoder adds does not clip: https://tech.ebu.ch/publications/r128 */
const CEILING = 10 ** (-1 / 20);

const DELAY = PEAK_DELAY + GAIN_DELAY;

/**
 * Keeps true peaks below {@link CEILING}. Sound that is below it passes bit for bit, and nothing is shifted: as many
 * frames come out as go in, those held back by {@link Limiter.flush}.
 */
export class Limiter {
  readonly #peaks = [new TruePeak(CEILING), new TruePeak(CEILING)] as const;
  readonly #gain = new LimiterGain();
  readonly #held = new Float32Array(DELAY * CHANNELS);
  #frames = 0;
  #limited = false;

  /** Whether anything had to be limited so far. */
  get limited(): boolean {
    return this.#limited;
  }

  /** Takes stereo frames, and returns those that are ready. */
  process(block: Float32Array): Float32Array {
    const ready = new Float32Array(block.length);
    let written = 0;
    for (let index = 0; index < block.length; index += CHANNELS) {
      const [left = 0, right = 0] = [block[index], block[index + 1]];
      const gain = this.#gain.next(this.#wanted(left, right));
      const place = (this.#frames % DELAY) * CHANNELS;
      if (this.#frames >= DELAY) {
        ready[written] = (this.#held[place] ?? 0) * gain;
        ready[written + 1] = (this.#held[place + 1] ?? 0) * gain;
        written += CHANNELS;
      }
      this.#held[place] = left;
      this.#held[place + 1] = right;
      this.#frames += 1;
    }
    return ready.subarray(0, written);
  }

  /** Returns the frames that are still held back; nothing may follow. */
  flush(): Float32Array {
    const given = this.#frames;
    const silence = new Float32Array(DELAY * CHANNELS);
    const ready = this.process(silence);
    // Shorter than the delay, the sound comes out last.
    return given >= DELAY ? ready : this.process(silence).subarray(0, given * CHANNELS);
  }

  #wanted(left: number, right: number): number {
    const peak = Math.max(this.#peaks[0].add(left), this.#peaks[1].add(right));
    if (peak <= CEILING) return 1;
    this.#limited = true;
    return CEILING / peak;
  }
}
