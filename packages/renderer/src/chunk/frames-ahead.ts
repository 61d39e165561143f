import type { Picture, Take } from "../capture/frame-source.ts";

/** Films the frames that follow, each while the one before it is being used. */
export class FramesAhead implements AsyncDisposable {
  readonly #take: Pick<Take, "next">;
  #left: number;
  #filming: Promise<Picture | null> | null = null;

  /** @param frames how many will be asked for. */
  constructor(take: Pick<Take, "next">, frames: number) {
    this.#take = take;
    this.#left = frames;
  }

  /** Begins to film the next frame, if there is one. The picture before the last must be in use no more. */
  film(): void {
    if (this.#left === 0) return;
    this.#left -= 1;
    this.#filming = this.#take.next();
    // Whoever asks for the frame hears of a failure.
    this.#filming.catch(() => undefined);
  }

  /** The frame that is being filmed; `null` if its picture is the one before. */
  async filmed(): Promise<Picture | null> {
    return this.#filming;
  }

  /** A page is given to somebody else only when it is at rest. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#filming?.catch(() => undefined);
  }
}
