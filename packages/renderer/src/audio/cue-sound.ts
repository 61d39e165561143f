import { decodeSound, type DecodeContext } from "./decode-sound.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";

type Blocks = AsyncIterable<Float32Array> | Iterable<Float32Array>;

/** A pass of a loop that is no longer than this, 43 s, is decoded once. */
const REMEMBERED_SAMPLES = 2 ** 22;

/**
 * What a cue sounds like from its start on, before its gain: stereo frames.
 *
 * @param skipped how many frames of the beginning are not wanted.
 */
export function cueSound(
  cue: SoundCue,
  skipped: number,
  context: DecodeContext,
): AsyncGenerator<Float32Array, void> {
  if (cue.loop) return dropFrames(loopSound(cue, context), skipped);
  const from = cue.inPoint + (skipped / SAMPLE_RATE) * cue.rate;
  if (cue.outPoint !== null && cue.outPoint <= from) return fitFrames([], 0);
  return decodeSound(cue, { from, to: cue.outPoint }, context);
}

async function* loopSound(cue: SoundCue, context: DecodeContext): AsyncGenerator<Float32Array, void> {
  const part = { from: cue.inPoint, to: endOfPass(cue) };
  const period = cue.loopLength === null ? null : (cue.loopLength / cue.rate) * SAMPLE_RATE;
  const memory = new PassMemory();
  for (let pass = 0; ; pass += 1) {
    const sound = memory.remembered ?? memory.record(decodeSound(cue, part, context));
    // Each pass ends where the picture's does, so that nothing adds up over many.
    const frames = period === null ? null : Math.round((pass + 1) * period) - Math.round(pass * period);
    yield* frames === null ? sound : fitFrames(sound, frames);
    if (memory.isEmpty && period === null) return;
  }
}

function endOfPass({ inPoint, outPoint, loopLength }: SoundCue): number | null {
  const pictureEnd = loopLength === null ? Infinity : inPoint + loopLength;
  const end = Math.min(outPoint ?? Infinity, pictureEnd);
  return Number.isFinite(end) ? end : null;
}

/** The sound of one whole pass, if it is short enough. */
class PassMemory {
  #blocks: Float32Array[] = [];
  #samples = 0;
  #whole = false;

  /** `null` until a pass was recorded to its end, and where it is too long. */
  get remembered(): readonly Float32Array[] | null {
    return this.#whole && this.#samples <= REMEMBERED_SAMPLES ? this.#blocks : null;
  }

  get isEmpty(): boolean {
    return this.#whole && this.#samples === 0;
  }

  async *record(sound: Blocks): AsyncGenerator<Float32Array, void> {
    this.#samples = 0;
    this.#blocks = [];
    for await (const block of sound) {
      this.#samples += block.length;
      if (this.#samples <= REMEMBERED_SAMPLES) this.#blocks.push(block);
      else this.#blocks = [];
      yield block;
    }
    this.#whole = true;
  }
}

/** Cuts sound to a number of frames, or puts silence at its end. */
async function* fitFrames(sound: Blocks, frames: number): AsyncGenerator<Float32Array, void> {
  let missing = frames * CHANNELS;
  for await (const block of sound) {
    // The rest is read all the same: only a pass that was read to its end can be remembered.
    if (missing > 0) yield block.subarray(0, missing);
    missing -= Math.min(missing, block.length);
  }
  while (missing > 0) {
    const silence = new Float32Array(Math.min(missing, SAMPLE_RATE * CHANNELS));
    missing -= silence.length;
    yield silence;
  }
}

async function* dropFrames(sound: Blocks, frames: number): AsyncGenerator<Float32Array, void> {
  let dropped = frames * CHANNELS;
  for await (const block of sound) {
    if (dropped < block.length) yield block.subarray(dropped);
    dropped -= Math.min(dropped, block.length);
  }
}
