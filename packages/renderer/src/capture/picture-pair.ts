import { PictureArena } from "../pixels/picture-arena.ts";
import type { Picture, PageSpec } from "./frame-source.ts";

/** The picture that is shown and the place for the next: each picture is filled in beside the one before it. */
export class PicturePair {
  readonly #arena: PictureArena;
  #current: 0 | 1 = 0;

  constructor({ width, height, scale }: PageSpec) {
    this.#arena = new PictureArena(width * scale, height * scale);
  }

  /** Where the next picture's pixels go, as BGRA with pre-multiplied alpha. */
  get next(): Uint8Array {
    return this.#arena.slots[this.#other];
  }

  /** The picture that was accepted last. */
  get current(): Picture {
    const [arena, slot] = [this.#arena, this.#current];
    return { bgra: arena.slots[slot], toI420: () => arena.toI420(slot) };
  }

  /** Takes what was filled in as the picture that is shown. Returns whether it differs from the one before. */
  accept(): boolean {
    this.#arena.makeOpaque(this.#other);
    return this.acceptStraight();
  }

  /** As `accept`, for pixels whose colours are not multiplied by their alpha, which is kept. */
  acceptStraight(): boolean {
    if (this.#arena.areEqual()) return false;
    this.#current = this.#other;
    return true;
  }

  get #other(): 0 | 1 {
    return this.#current === 0 ? 1 : 0;
  }
}
