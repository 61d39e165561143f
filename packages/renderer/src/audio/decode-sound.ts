import { execa } from "execa";
import { InterruptedError, MediaError } from "../errors.ts";
import { killedBy, KilledError } from "../ffmpeg/killed-error.ts";
import { isFormat } from "../ffmpeg/read-probe.ts";
import { decoderArguments, type SourcePart } from "./decoder-arguments.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";

/** What decoders need. */
export interface DecodeContext {
  /** A path, or a name that is looked up on the PATH. */
  readonly ffmpeg: string;
  readonly signal: AbortSignal;
}

const FRAME_BYTES = CHANNELS * Float32Array.BYTES_PER_ELEMENT;
/** A decoder that gives nothing for so long is stuck. */
const STALL_MS = 60_000;
/** +36 dB. Floating-point sources may hold anything, and one infinite sample would silence a whole mix. */
const LOUDEST = 64;
/** The length of MP3, ADTS and streams may be a guess from the bit rate. */
const exactFormats = ["mov", "matroska", "wav", "flac", "ogg"];
/** In seconds. */
const TOLERATED = 0.5;

function start(cue: SoundCue, part: SourcePart, { ffmpeg, signal }: DecodeContext) {
  return execa(ffmpeg, decoderArguments(cue, part), {
    stdin: "ignore",
    buffer: { stdout: false },
    encoding: "buffer",
    maxBuffer: 100_000,
    reject: false,
    cancelSignal: signal,
    forceKillAfterDelay: 1000,
  });
}

/**
 * Decodes part of a cue's source: whole stereo frames, as they come. No more is decoded than is asked for. Whoever
 * leaves off early ends the decoder.
 *
 * @throws {KilledError} if its decoder is killed.
 * @throws {MediaError} after all that could be decoded, if there should have been more.
 */
export async function* decodeSound(
  cue: SoundCue,
  part: SourcePart,
  context: DecodeContext,
): AsyncGenerator<Float32Array, void> {
  const decoder = start(cue, part, context);
  // A full pipe of messages must not hold the decoder; execa keeps the first of them.
  const parts: AsyncIterator<Buffer, undefined> = decoder.stdout[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  let frames = 0;
  let isStuck = false;
  const giveUp = (): void => {
    isStuck = true;
    decoder.kill("SIGKILL");
  };
  try {
    for (;;) {
      const stuck = setTimeout(giveUp, STALL_MS);
      const next = await parts.next();
      clearTimeout(stuck);
      if (next.done === true) break;
      const bytes = rest.length > 0 ? Buffer.concat([rest, next.value]) : next.value;
      const whole = bytes.length - (bytes.length % FRAME_BYTES);
      rest = bytes.subarray(whole);
      frames += whole / FRAME_BYTES;
      if (whole > 0) yield toFloats(bytes.subarray(0, whole));
    }
    const end = await decoder;
    if (context.signal.aborted) throw new InterruptedError();
    const signal = isStuck ? null : killedBy(end);
    if (signal !== null) throw new KilledError({ signal, doing: `decoding ${cue.file}` });
    const { failed, stderr } = end;
    if (failed && frames === 0) throw new MediaError(`cannot be decoded (${lastLine(stderr)})`);
    checkLength(cue, part, frames);
  } finally {
    decoder.kill("SIGKILL");
  }
}

/** Where a file knows its own length, sound that ends earlier is damaged or cut off. */
function checkLength({ media: { format, audio }, rate }: SoundCue, part: SourcePart, frames: number): void {
  if (!exactFormats.some((name) => isFormat(format, name))) return;
  const missing = (part.to ?? audio.start + audio.duration) - part.from - (frames / SAMPLE_RATE) * rate;
  if (missing > TOLERATED)
    throw new MediaError(`is damaged or cut off: ${missing.toFixed(1)} s of its sound are missing`);
}

/** Copied, as pipes give memory at any offset, and reuse it. */
function toFloats(bytes: Uint8Array): Float32Array {
  const floats = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(floats.buffer).set(bytes);
  for (let index = 0; index < floats.length; index += 1) {
    const value = floats[index] ?? 0;
    if (!(Math.abs(value) <= LOUDEST)) floats[index] = Number.isNaN(value) ? 0 : Math.sign(value) * LOUDEST;
  }
  return floats;
}

function lastLine(stderr: Uint8Array | undefined): string {
  const words = Buffer.from(stderr ?? [])
    .toString()
    .trim();
  return words.split("\n").at(-1)?.slice(0, 300) || "ffmpeg does not say why";
}
