import { createReadStream } from "node:fs";
import type { DecodeContext } from "./decode-sound.ts";
import { Limiter } from "./limiter.ts";
import { measureLoudness } from "./measure-loudness.ts";
import { CHANNELS } from "./sound-cue.ts";
import { writeBlocks } from "./write-blocks.ts";

/** What is brought to a loudness, and where to. */
interface LevelRequest extends DecodeContext {
  readonly from: string;
  readonly to: string;
  /** In LUFS. */
  readonly loudness: number;
}

/** In LU: what is nearer than this is left as it is. */
const NEAR = 0.4;
/** What the limiter takes away from peaks makes the whole quieter; a second or third gain gives it back. */
const MOST_PASSES = 3;
/** In dB: nothing but noise would come of more. */
const MOST_GAIN = 40;
const FRAME_BYTES = CHANNELS * Float32Array.BYTES_PER_ELEMENT;

/**
 * Brings a mix to a loudness by one gain, and keeps its peaks below the limiter's ceiling. Silence stays silence.
 *
 * @returns whether peaks had to be lowered.
 */
export async function levelSound(request: LevelRequest): Promise<boolean> {
  const { from, to, loudness } = request;
  const own = await measureLoudness(from, request);
  let gain = Number.isFinite(own) ? Math.min(MOST_GAIN, loudness - own) : 0;
  for (let pass = 1; ; pass += 1) {
    const limited = await writeBlocks(to, new Limiter(), amplified(from, 10 ** (gain / 20)));
    if (!limited || pass === MOST_PASSES) return limited;
    const missing = loudness - (await measureLoudness(to, request));
    if (Math.abs(missing) < NEAR) return limited;
    gain = Math.min(MOST_GAIN, gain + missing);
  }
}

async function* amplified(file: string, gain: number): AsyncGenerator<Float32Array, void> {
  for await (const block of readFrames(file)) {
    for (let index = 0; index < block.length; index += 1) block[index] = (block[index] ?? 0) * gain;
    yield block;
  }
}

async function* readFrames(file: string): AsyncGenerator<Float32Array, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of createReadStream(file, { highWaterMark: 2 ** 18 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    const whole = bytes.length - (bytes.length % FRAME_BYTES);
    rest = bytes.subarray(whole);
    // Copied, as a view must begin at a multiple of four bytes.
    yield new Float32Array(Uint8Array.from(bytes.subarray(0, whole)).buffer);
  }
}
