import { BlockReader } from "./block-reader.ts";
import { cueSound } from "./cue-sound.ts";
import type { DecodedSounds } from "./decoded-sounds.ts";
import { GainWalker } from "./gain-walker.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";

/** A part of composition time, in samples; `end` is left out. */
interface SampleRange {
  readonly first: number;
  readonly end: number;
}

/** A cue while it is mixed: its decoder runs only from its first sample to its last. */
export class CueVoice implements AsyncDisposable {
  readonly #cue: SoundCue;
  readonly #sounds: DecodedSounds;
  readonly #range: SampleRange;
  readonly #walkers: readonly GainWalker[];
  #reader: BlockReader | null = null;

  /** @param part what is wanted of the composition. */
  constructor(cue: SoundCue, part: SampleRange, sounds: DecodedSounds) {
    this.#cue = cue;
    this.#sounds = sounds;
    this.#range = {
      first: Math.max(part.first, Math.round(cue.start * SAMPLE_RATE)),
      end: Math.min(part.end, Math.round(cue.end * SAMPLE_RATE)),
    };
    this.#walkers = cue.envelopes.map((envelope) => new GainWalker(envelope));
  }

  /** What was wrong with its source, as a sentence. */
  get complaint(): string | null {
    const fault = this.#reader?.fault;
    return fault ? `${this.#cue.file} ${fault.message}.` : null;
  }

  /** Whether it is heard between two samples of composition time, the second left out. */
  soundsIn(from: number, to: number): boolean {
    return this.#range.first < to && this.#range.end > from && !(this.#reader?.ended ?? false);
  }

  /** Its sound with its gain. Ask for one stretch of composition time after the other. */
  async read(from: number, length: number): Promise<Float32Array> {
    const first = Math.max(from, this.#range.first);
    const frames = Math.min(from + length, this.#range.end) - first;
    const block = new Float32Array(length * CHANNELS);
    const sounding = block.subarray((first - from) * CHANNELS, (first - from + frames) * CHANNELS);
    this.#reader ??= new BlockReader(cueSound(this.#cue, this.#skipped, this.#sounds));
    const filled = await this.#reader.fill(sounding);
    if (filled > 0) this.#applyGain(sounding.subarray(0, filled * CHANNELS), first);
    if (first + frames >= this.#range.end) await this.#reader[Symbol.asyncDispose]();
    return block;
  }

  /** How much of its beginning is before the part that is wanted. */
  get #skipped(): number {
    return this.#range.first - Math.round(this.#cue.start * SAMPLE_RATE);
  }

  #applyGain(sounding: Float32Array, first: number): void {
    const gains = new Float64Array(sounding.length / CHANNELS).fill(1);
    for (const walker of this.#walkers) walker.apply(gains, first);
    for (let index = 0; index < sounding.length; index += 1) {
      sounding[index] = (sounding[index] ?? 0) * (gains[Math.floor(index / CHANNELS)] ?? 1);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader?.[Symbol.asyncDispose]();
  }
}
