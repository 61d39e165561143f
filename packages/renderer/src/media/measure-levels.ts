import { execa } from "execa";
import { InterruptedError, MediaError } from "../errors.ts";
import { anyProcessor } from "../ffmpeg/any-processor.ts";
import { hostileInput } from "../ffmpeg/hostile-input.ts";
import { killedBy, KilledError, unlessKilled } from "../ffmpeg/killed-error.ts";

/** How loud a sound is, from its beginning to its end: lists with a number from 0 to 1 for each moment. Plain JSON. */
export interface SoundLevels {
  readonly perSecond: number;
  /** Seconds. */
  readonly duration: number;
  /** The highest sample of each moment, whatever its sign. */
  readonly peaks: readonly number[];
  /** The root of the mean square. */
  readonly loudness: readonly number[];
  /** The same of what is below 150 Hz, in which drums and basses are. */
  readonly bass: readonly number[];
}

/** How a sound is measured. */
interface LevelsRequest {
  /** A whole number. */
  readonly perSecond: number;
  /** A path, or a name that is looked up on the PATH. */
  readonly ffmpeg: string;
  readonly signal: AbortSignal;
}

/** Enough for what a voice or a beat looks like, and quick. */
const SAMPLE_RATE = 12_000;
const BASS_HZ = 150;
/** Two hours. */
const MOST_SAMPLES = SAMPLE_RATE * 7200;
const STALL_MS = 600_000;

/**
 * Measures a sound, or the sound of a video.
 *
 * @throws {MediaError} if nothing can be heard in it, as the end of a sentence about the file.
 */
export async function measureLevels(file: string, request: LevelsRequest): Promise<SoundLevels> {
  return unlessKilled(() => hearAll(file, request));
}

async function hearAll(file: string, request: LevelsRequest): Promise<SoundLevels> {
  const { ffmpeg, signal } = request;
  const decoder = execa(ffmpeg, decoderArguments(file), {
    stdin: "ignore",
    buffer: { stdout: false },
    encoding: "buffer",
    maxBuffer: 100_000,
    reject: false,
    cancelSignal: signal,
    timeout: STALL_MS,
  });
  const meter = new Meter(request.perSecond);
  let rest: Uint8Array = new Uint8Array(0);
  for await (const bytes of decoder.stdout as AsyncIterable<Buffer>) {
    const whole = Buffer.concat([rest, bytes]);
    const used = whole.length - (whole.length % 4);
    for (let at = 0; at < used; at += 4) meter.hear(whole.readFloatLE(at));
    rest = whole.subarray(used);
  }
  const end = await decoder;
  if (signal.aborted) throw new InterruptedError();
  const killer = killedBy(end);
  if (killer !== null) throw new KilledError({ signal: killer, doing: `measuring ${file}` });
  const { failed } = end;
  const levels = meter.finish();
  if (levels.peaks.length === 0) throw new MediaError(failed ? "cannot be decoded" : "has no sound");
  return levels;
}

function decoderArguments(file: string): string[] {
  return [
    ...["-v", "error", "-nostdin", ...anyProcessor, "-vn", "-sn", "-dn", ...hostileInput(file)],
    ...["-map", "0:a:0"],
    // Silence where sound begins late, so that the lists begin with the file; mono as it is heard on both sides.
    ...["-af", `aresample=${SAMPLE_RATE}:async=1:first_pts=0,atrim=end_sample=${MOST_SAMPLES}`],
    ...["-ac", "1", "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"],
  ];
}

/** Hears samples one by one. */
class Meter {
  readonly #perSecond: number;
  readonly #lists = { peaks: [] as number[], loudness: [] as number[], bass: [] as number[] };
  /** https://en.wikipedia.org/wiki/Low-pass_filter#Simple_infinite_impulse_response_filter, twice */
  readonly #share = 1 - Math.exp((-2 * Math.PI * BASS_HZ) / SAMPLE_RATE);
  #low = 0;
  #lower = 0;
  #sums = { peak: 0, square: 0, bass: 0, count: 0 };
  #samples = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  hear(given: number): void {
    const sample = Number.isFinite(given) ? given : 0;
    this.#low += (sample - this.#low) * this.#share;
    this.#lower += (this.#low - this.#lower) * this.#share;
    const sums = this.#sums;
    sums.peak = Math.max(sums.peak, Math.abs(sample));
    sums.square += sample ** 2;
    sums.bass += this.#lower ** 2;
    sums.count += 1;
    this.#samples += 1;
    const next = Math.round(((this.#lists.peaks.length + 1) * SAMPLE_RATE) / this.#perSecond);
    if (this.#samples >= next) this.#note();
  }

  finish(): SoundLevels {
    if (this.#sums.count > 0) this.#note();
    return { perSecond: this.#perSecond, duration: this.#samples / SAMPLE_RATE, ...this.#lists };
  }

  #note(): void {
    const { peak, square, bass, count } = this.#sums;
    this.#lists.peaks.push(rounded(peak));
    this.#lists.loudness.push(rounded(Math.sqrt(square / count)));
    this.#lists.bass.push(rounded(Math.sqrt(bass / count)));
    this.#sums = { peak: 0, square: 0, bass: 0, count: 0 };
  }
}

/** What decoders do differently on other processors is far smaller. */
function rounded(level: number): number {
  return Math.round(Math.min(1, level) * 1000) / 1000;
}
