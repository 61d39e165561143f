import { execa } from "execa";
import type { Picture } from "../capture/frame-source.ts";
import { ffmpegFailure } from "../ffmpeg/ffmpeg-failure.ts";
import type { SegmentFormat } from "./format.ts";

/** What encodes, and where to. */
interface SegmentRequest {
  readonly ffmpeg: string;
  /** Input and output arguments, without the file. */
  readonly arguments: readonly string[];
  readonly file: string;
  readonly format: Pick<SegmentFormat, "pixelsOf" | "refinements">;
}

/**
 * The memory of a picture is kept for the next, instead of being given back and cleared by the system each time, which
 * costs an eighth of the encoder's time: https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const keptMemory = { MALLOC_MMAP_THRESHOLD_: `${2 ** 26}`, MALLOC_TRIM_THRESHOLD_: `${2 ** 28}` };

function startEncoder(request: SegmentRequest) {
  return execa(
    request.ffmpeg,
    ["-v", "error", "-nostdin", "-xerror", ...request.arguments, "-y", request.file],
    {
      stdin: "pipe",
      stdout: "ignore",
      stderr: "pipe",
      reject: false,
      env: keptMemory,
    },
  );
}

/**
 * Encodes one chunk's pictures into one file. A picture that stays costs nothing where the format allows: only its
 * repeats are counted.
 */
export class SegmentEncoder implements AsyncDisposable {
  readonly #request: SegmentRequest;
  readonly #process: ReturnType<typeof startEncoder>;
  /** For each encoded picture, how many frames more it stays on screen. */
  readonly #repeats: number[] = [];
  #last: Uint8Array | null = null;
  #refined = 0;
  /** Whether pictures are sent as they are, not converted. */
  #readsPicture = false;
  #pending: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(request: SegmentRequest) {
    this.#request = request;
    this.#process = startEncoder(request);
    // An encoder that dies closes the pipe; the error that counts is its own.
    this.#process.stdin.on("error", () => undefined);
  }

  /** Encodes a picture. Its memory may be reused once it is {@link released}. */
  async add(picture: Picture): Promise<void> {
    this.#refined = 0;
    const pixels = this.#request.format.pixelsOf(picture);
    this.#readsPicture = pixels === picture.bgra;
    await this.#write(pixels);
  }

  /** Shows the last picture for one frame more. */
  async hold(): Promise<void> {
    const { refinements } = this.#request.format;
    if ((refinements === "every-frame" || this.#refined < refinements) && this.#last) {
      this.#refined += 1;
      await this.#write(this.#last);
      return;
    }
    this.#repeats[this.#repeats.length - 1] = (this.#repeats.at(-1) ?? 0) + 1;
  }

  /** Waits until the picture that was added last is read no more: what it was converted into may still be. */
  async released(): Promise<void> {
    if (this.#readsPicture) await this.#pending;
  }

  /** Ends the file. Returns the number of frames each of its pictures stays on screen beyond its own. */
  async finish(): Promise<readonly number[]> {
    await this.#pending;
    this.#process.stdin.end();
    const result = await this.#process;
    this.#ended = true;
    if (result.failed) throw ffmpegFailure(this.#request.file, result);
    return this.#repeats;
  }

  async #write(picture: Uint8Array): Promise<void> {
    await this.#pending;
    this.#last = picture;
    this.#repeats.push(0);
    this.#pending = this.#send(picture);
    // Whoever writes next, or ends the file, hears of a failure.
    this.#pending.catch(() => undefined);
  }

  async #send(picture: Uint8Array): Promise<void> {
    const { stdin } = this.#process;
    const accepted = new Promise<void>((resolve, reject) => {
      stdin.write(picture, (error) => (error ? reject(error) : resolve()));
    });
    try {
      await accepted;
    } catch (error) {
      const result = await this.#process;
      throw ffmpegFailure(this.#request.file, result, error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#process.kill("SIGKILL");
    await this.#process;
  }
}
