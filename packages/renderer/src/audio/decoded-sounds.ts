import { decodeSound, type DecodeContext } from "./decode-sound.ts";
import { decoderArguments, type SourcePart } from "./decoder-arguments.ts";
import type { SoundCue } from "./sound-cue.ts";

/** A sound that is no longer than this, 22 s, is remembered. */
const LONGEST_SAMPLES = 2 ** 21;
/** 64 MB of all together. */
const MOST_SAMPLES = 2 ** 24;

interface RememberedSound {
  readonly blocks: readonly Float32Array[];
  readonly samples: number;
}

/**
 * Decodes sounds, and remembers the short ones that were used last: to start a decoder costs 0.1 s, and a key that is
 * struck a hundred times, or a loop, needs its sound again and again.
 */
export class DecodedSounds {
  readonly #context: DecodeContext;
  readonly #remembered = new Map<string, RememberedSound>();
  #samples = 0;

  constructor(context: DecodeContext) {
    this.#context = context;
  }

  /** As {@link decodeSound}. */
  async *decode(cue: SoundCue, part: SourcePart): AsyncGenerator<Float32Array, void> {
    const key = JSON.stringify(decoderArguments(cue, part));
    const known = this.#remembered.get(key);
    if (known) {
      yield* known.blocks;
      return;
    }
    const blocks: Float32Array[] = [];
    let samples = 0;
    for await (const block of decodeSound(cue, part, this.#context)) {
      samples += block.length;
      if (samples <= LONGEST_SAMPLES) blocks.push(block);
      else blocks.length = 0;
      yield block;
    }
    if (samples <= LONGEST_SAMPLES) this.#remember(key, { blocks, samples });
  }

  #remember(key: string, sound: RememberedSound): void {
    if (this.#remembered.has(key)) return;
    this.#remembered.set(key, sound);
    this.#samples += sound.samples;
    for (const [oldest, { samples }] of this.#remembered) {
      if (this.#samples <= MOST_SAMPLES) break;
      this.#remembered.delete(oldest);
      this.#samples -= samples;
    }
  }
}
