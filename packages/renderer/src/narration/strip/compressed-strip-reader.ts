import { execa } from "execa";
import { EncodeError } from "../../errors.ts";
import { killedBy, KilledError } from "../../ffmpeg/killed-error.ts";
import { giveBack } from "../../give-back.ts";
import type { PresenterStrip } from "./presenter-strip.ts";
import type { StripReader } from "./strip-reader.ts";

function startDecoder(ffmpeg: string, { file, rate }: PresenterStrip, first: number) {
  // Half a picture early, so that no rounding leaves the wanted one out. Before `-i`, the seek is exact.
  const from = ((first - 0.5) * rate.denominator) / rate.numerator;
  return execa(
    ffmpeg,
    [
      ...["-v", "error", "-nostdin", "-threads", "1", ...(from > 0 ? ["-ss", from.toFixed(6)] : [])],
      ...["-i", `file:${file}`, "-map", "0:v:0", "-fps_mode", "passthrough"],
      ...["-f", "rawvideo", "-pix_fmt", "bgra", "pipe:1"],
    ],
    { stdin: "ignore", buffer: { stdout: false }, encoding: "buffer", reject: false },
  );
}

/** Reads a compressed strip, by a decoder of its own. */
export class CompressedStripReader implements StripReader {
  readonly #decoder: ReturnType<typeof startDecoder>;
  readonly #parts: AsyncIterator<Buffer, undefined>;
  /** As decoded, with alpha twice as high: what was asked for last, and what is read ahead. */
  #raw: Uint8Array<ArrayBuffer>;
  #ahead: Uint8Array<ArrayBuffer>;
  readonly #joined: Uint8Array<ArrayBuffer> | null;
  readonly #pictureOf: PresenterStrip["pictureOf"];
  /** What was read last from the decoder, and what of it was not used yet. */
  #part: Uint8Array = new Uint8Array(0);
  #rest: Uint8Array = this.#part;
  #next: number;
  #ended = false;
  #filling: Promise<boolean>;

  /** @param first the first frame of the clip that will be asked for. */
  constructor(ffmpeg: string, strip: PresenterStrip, first: number) {
    const { width, height } = strip.size;
    this.#pictureOf = strip.pictureOf;
    this.#next = strip.pictureOf(first);
    this.#decoder = startDecoder(ffmpeg, strip, this.#next);
    this.#parts = this.#decoder.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    const bytes = width * height * 4;
    this.#joined = strip.hasAlpha ? new Uint8Array(bytes) : null;
    this.#raw = new Uint8Array(strip.hasAlpha ? 2 * bytes : bytes);
    this.#ahead = new Uint8Array(this.#raw.length);
    this.#filling = this.#fill();
  }

  get pixels(): Uint8Array<ArrayBuffer> {
    return this.#joined ?? this.#raw;
  }

  async goTo(frame: number): Promise<boolean> {
    const [before, wanted] = [this.#next, this.#pictureOf(frame)];
    while (this.#next <= wanted && !this.#ended) {
      if (await this.#filling) this.#turn();
      else await this.#end();
    }
    if (this.#next === before) return false;
    if (this.#joined) joinAlpha(this.#raw, this.#joined);
    return true;
  }

  /** Takes what was read ahead, and reads on meanwhile. */
  #turn(): void {
    this.#next += 1;
    [this.#raw, this.#ahead] = [this.#ahead, this.#raw];
    this.#filling = this.#fill();
  }

  async #fill(): Promise<boolean> {
    let filled = 0;
    const target = this.#ahead;
    while (filled < target.length) {
      if (this.#rest.length === 0) {
        const part = await this.#parts.next();
        if (part.done === true) return false;
        this.#part = part.value;
        this.#rest = part.value;
      }
      const taken = this.#rest.subarray(0, target.length - filled);
      target.set(taken, filled);
      filled += taken.length;
      this.#rest = this.#rest.subarray(taken.length);
      if (this.#rest.length === 0) giveBack(this.#part);
    }
    return true;
  }

  async #end(): Promise<void> {
    this.#ended = true;
    const end = await this.#decoder;
    const { failed, stderr } = end;
    if (!failed) return;
    const signal = killedBy(end);
    if (signal !== null) throw new KilledError({ signal, doing: "reading the presenter's picture" });
    const words = Buffer.from(stderr).toString().trim().split("\n").at(-1) ?? "";
    throw new EncodeError(`The presenter's picture could not be read: ${words}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#decoder.kill("SIGKILL");
    // A process has not ended while what it wrote is unread.
    this.#decoder.stdout.destroy();
    await Promise.allSettled([this.#decoder, this.#filling]);
  }
}

/** The upper half has the colours, the lower half the alpha, as grey. */
function joinAlpha(raw: Uint8Array, pixels: Uint8Array): void {
  const half = pixels.length;
  pixels.set(raw.subarray(0, half));
  for (let index = 3; index < half; index += 4) pixels[index] = raw[half + index - 1] ?? 0;
}
