import { rm } from "node:fs/promises";
import { isDiskFull } from "@hyperframes-engine/errors";
import { CompositionError, diskFull, InterruptedError } from "../errors.ts";
import type { Seconds } from "../timeline/units.ts";
import { CueVoice } from "./cue-voice.ts";
import type { DecodeContext } from "./decode-sound.ts";
import { DecodedSounds } from "./decoded-sounds.ts";
import { levelSound } from "./level-sound.ts";
import { Limiter } from "./limiter.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";
import { writeBlocks } from "./write-blocks.ts";

/** What is mixed, and where to. */
export interface MixRequest extends DecodeContext {
  /** Where to write. A file that is there is overwritten; on an error, half a file may stay. */
  readonly file: string;
  /** The part of composition time that is wanted. */
  readonly start: Seconds;
  readonly end: Seconds;
  /**
   * What the mix is brought to, in LUFS.
   * @default null, as loud as it is
   */
  readonly loudness?: number | null;
}

/** A finished mix: stereo frames of little-endian 32-bit floats at 48 kHz (ffmpeg: `-f f32le -ar 48000 -ac 2`). */
export interface SoundTrack {
  readonly file: string;
  /** Frames in it: the length of the part, rounded to whole samples. */
  readonly samples: number;
  /** Whether peaks were above −1 dBTP, and so were lowered. */
  readonly limited: boolean;
  /** Sources that could not be decoded to their end, one sentence each; what was decoded is in the mix. */
  readonly complaints: readonly string[];
}

/** Half a second. */
const BLOCK = SAMPLE_RATE / 2;
/** Each takes a process of some 20 MB. */
const MOST_AT_ONCE = 100;

/**
 * Mixes cues into one file. Memory does not grow with length; the same cues give the same bytes.
 *
 * @returns `null` if there are no cues: then there is no sound track.
 * @throws {CompositionError} if more than 100 cues sound at once.
 * @throws {OutputError} if the disk is full.
 * @throws {InterruptedError} if the signal is aborted.
 */
export async function mixCues(cues: readonly SoundCue[], request: MixRequest): Promise<SoundTrack | null> {
  if (cues.length === 0) return null;
  const first = Math.round(request.start * SAMPLE_RATE);
  // From the length, not from both ends: it must be that of the picture.
  const samples = Math.round((request.end - request.start) * SAMPLE_RATE);
  const sounds = new DecodedSounds(request);
  const voices = cues.map((cue) => new CueVoice(cue, { first, end: first + samples }, sounds));
  const { loudness = null } = request;
  let limited: boolean;
  try {
    if (loudness === null) {
      limited = await writeBlocks(request.file, new Limiter(), mixBlocks(voices, { first, samples }));
    } else {
      const raw = `${request.file}.raw`;
      await writeBlocks(raw, null, mixBlocks(voices, { first, samples }));
      limited = await levelSound({ ...request, from: raw, to: request.file, loudness });
      await rm(raw, { force: true });
    }
  } catch (error) {
    if (request.signal.aborted) throw new InterruptedError();
    throw isDiskFull(error) ? diskFull(request.file, error) : error;
  } finally {
    await Promise.all(voices.map((voice) => voice[Symbol.asyncDispose]()));
  }
  const complaints = new Set(voices.flatMap(({ complaint }) => complaint ?? []));
  return { file: request.file, samples, limited, complaints: [...complaints] };
}

async function* mixBlocks(
  voices: readonly CueVoice[],
  { first, samples }: { readonly first: number; readonly samples: number },
): AsyncGenerator<Float32Array, void> {
  for (let from = first; from < first + samples; from += BLOCK) {
    yield await mixBlock(voices, from, Math.min(BLOCK, first + samples - from));
  }
}

async function mixBlock(voices: readonly CueVoice[], from: number, length: number): Promise<Float32Array> {
  const sounding = voices.filter((voice) => voice.soundsIn(from, from + length));
  if (sounding.length > MOST_AT_ONCE) {
    throw new CompositionError(
      `${sounding.length} sounds play at once at ${(from / SAMPLE_RATE).toFixed(1)} s; at most ${MOST_AT_ONCE} can.`,
    );
  }
  const parts = await Promise.all(sounding.map((voice) => voice.read(from, length)));
  const sum = new Float32Array(length * CHANNELS);
  // In the order of the page: floats do not add up the same in every order.
  for (const part of parts) addTo(sum, part);
  return sum;
}

function addTo(sum: Float32Array, part: Float32Array): void {
  for (let index = 0; index < part.length; index += 1) sum[index] = (sum[index] ?? 0) + (part[index] ?? 0);
}
