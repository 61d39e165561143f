import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { EncodeError } from "../../errors.ts";
import type { PresenterStrip } from "./presenter-strip.ts";
import type { StripReader } from "./strip-reader.ts";

/** Between two looks at a file that grows. */
const LOOK_MS = 5;

/** Reads a raw strip, which may still be growing. */
export class RawStripReader implements StripReader {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly #strip: PresenterStrip;
  #file: Promise<FileHandle | null> = Promise.resolve(null);
  #isWhole = false;
  #shown = -1;

  constructor(strip: PresenterStrip) {
    this.#strip = strip;
    this.pixels = new Uint8Array(strip.size.width * strip.size.height * 4);
    strip.made.then(
      () => (this.#isWhole = true),
      () => undefined,
    );
  }

  async goTo(frame: number): Promise<boolean> {
    const wanted = this.#strip.pictureOf(frame);
    if (wanted <= this.#shown) return false;
    const before = this.#shown;
    this.#shown = (await this.#read(wanted)) ? wanted : await this.#readLast();
    return this.#shown !== before;
  }

  /** Reads a picture as soon as it is there; returns whether the strip goes as far. */
  async #read(picture: number): Promise<boolean> {
    for (;;) {
      // Asked before it is looked: what was whole by then has no more to come.
      const isWhole = this.#isWhole;
      if (await this.#tryRead(picture)) return true;
      if (isWhole) return false;
      await Promise.race([sleep(LOOK_MS), this.#strip.made]);
    }
  }

  async #tryRead(picture: number): Promise<boolean> {
    const file = await this.#open();
    const { length } = this.pixels;
    const read = await file?.read(this.pixels, 0, length, picture * length);
    return read?.bytesRead === length;
  }

  /** Until there is such a file, `null`. */
  async #open(): Promise<FileHandle | null> {
    const file = await this.#file;
    if (file) return file;
    this.#file = open(this.#strip.file).catch(() => null);
    return this.#file;
  }

  /** The clip is shorter than it says. */
  async #readLast(): Promise<number> {
    const bytes = (await (await this.#file)?.stat())?.size ?? 0;
    const last = Math.floor(bytes / this.pixels.length) - 1;
    if (last >= 0 && (await this.#tryRead(last))) return last;
    throw new EncodeError("The presenter's picture could not be read: the clip has none.");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Also one that is being opened just now.
    await (await this.#file)?.close();
  }
}
