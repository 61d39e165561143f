import { execa } from "execa";
import { EncodeError } from "../errors.ts";
import type { PresenterStrip } from "./presenter-strip.ts";

function startDecoder(ffmpeg: string, strip: PresenterStrip, first: number) {
  const { numerator, denominator } = strip.rate;
  // Half a frame early, so that no rounding leaves the wanted one out. Before `-i`, the seek is exact.
  const from = ((first - strip.first - 0.5) * denominator) / numerator;
  return execa(
    ffmpeg,
    [
      ...["-v", "error", "-nostdin", "-threads", "1", ...(from > 0 ? ["-ss", from.toFixed(6)] : [])],
      ...["-i", `file:${strip.file}`, "-map", "0:v:0", "-fps_mode", "passthrough"],
      ...["-f", "rawvideo", "-pix_fmt", "bgra", "pipe:1"],
    ],
    { stdin: "ignore", buffer: { stdout: false }, encoding: "buffer", reject: false },
  );
}

/** Reads a strip's pictures forwards, from any frame on. After its last one, that is held. */
export class StripReader implements AsyncDisposable {
  readonly #decoder: ReturnType<typeof startDecoder>;
  readonly #parts: AsyncIterator<Buffer, undefined>;
  readonly #strip: PresenterStrip;
  /** As decoded: with alpha, twice as high. */
  readonly #raw: Uint8Array<ArrayBuffer>;
  readonly #pixels: Uint8Array<ArrayBuffer>;
  #rest: Uint8Array = new Uint8Array(0);
  #next: number;
  #ended = false;

  /** @param first the first frame of the clip that will be asked for. */
  constructor(ffmpeg: string, strip: PresenterStrip, first: number) {
    const { width, height } = strip.size;
    this.#strip = strip;
    this.#decoder = startDecoder(ffmpeg, strip, first);
    this.#parts = this.#decoder.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    this.#pixels = new Uint8Array(width * height * 4);
    this.#raw = strip.hasAlpha ? new Uint8Array(width * height * 8) : this.#pixels;
    this.#next = first;
  }

  /** BGRA, colours multiplied by alpha; the same memory for every frame. */
  get pixels(): Uint8Array<ArrayBuffer> {
    return this.#pixels;
  }

  /**
   * Goes to a frame of the clip, which must not be before the last one. Returns whether a picture was read.
   *
   * @throws {EncodeError} if not a single one could be.
   */
  async goTo(frame: number): Promise<boolean> {
    const before = this.#next;
    while (this.#next <= frame && !this.#ended) {
      if (await this.#fill()) this.#next += 1;
      else await this.#end();
    }
    if (this.#next === before) return false;
    if (this.#strip.hasAlpha) this.#joinAlpha();
    return true;
  }

  async #fill(): Promise<boolean> {
    let filled = 0;
    while (filled < this.#raw.length) {
      if (this.#rest.length === 0) {
        const part = await this.#parts.next();
        if (part.done === true) return false;
        this.#rest = part.value;
      }
      const taken = this.#rest.subarray(0, this.#raw.length - filled);
      this.#raw.set(taken, filled);
      filled += taken.length;
      this.#rest = this.#rest.subarray(taken.length);
    }
    return true;
  }

  async #end(): Promise<void> {
    this.#ended = true;
    const { failed, stderr } = await this.#decoder;
    if (!failed) return;
    const words = Buffer.from(stderr).toString().trim().split("\n").at(-1) ?? "";
    throw new EncodeError(`The presenter's picture could not be read: ${words}`);
  }

  /** The upper half has the colours, the lower half the alpha, as grey. */
  #joinAlpha(): void {
    const [raw, pixels] = [this.#raw, this.#pixels];
    const half = pixels.length;
    pixels.set(raw.subarray(0, half));
    for (let index = 3; index < half; index += 4) pixels[index] = raw[half + index - 1] ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#decoder.kill("SIGKILL");
    // A process has not ended while what it wrote is unread.
    this.#decoder.stdout.destroy();
    await this.#decoder;
  }
}
