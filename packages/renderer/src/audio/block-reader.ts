import { MediaError } from "../errors.ts";
import { CHANNELS } from "./sound-cue.ts";

/** Cuts a stream of stereo frames into blocks of the sizes that are asked for. */
export class BlockReader implements AsyncDisposable {
  readonly #blocks: AsyncGenerator<Float32Array, void>;
  #rest: Float32Array = new Float32Array(0);
  #ended = false;
  #fault: MediaError | null = null;

  constructor(sound: AsyncGenerator<Float32Array, void>) {
    this.#blocks = sound;
  }

  /** Whether all has been read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Why there was no more, if there should have been. */
  get fault(): MediaError | null {
    return this.#fault;
  }

  /** Fills a block from its start; returns how many frames there were, fewer than it holds only at the end. */
  async fill(block: Float32Array): Promise<number> {
    let filled = 0;
    while (filled < block.length && !this.#ended) {
      if (this.#rest.length === 0) await this.#readOn();
      const part = this.#rest.subarray(0, block.length - filled);
      block.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return filled / CHANNELS;
  }

  async #readOn(): Promise<void> {
    try {
      const next = await this.#blocks.next();
      if (next.done === true) this.#ended = true;
      else this.#rest = next.value;
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      // What came before it is heard.
      this.#fault = error;
      this.#ended = true;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await this.#blocks.return();
  }
}
