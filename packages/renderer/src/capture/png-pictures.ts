import { decodePicture } from "./decode-picture.ts";
import type { Picture, PageSpec } from "./frame-source.ts";
import { PicturePair } from "./picture-pair.ts";

/** The pictures of a page that come as PNG. */
export class PngPictures {
  readonly #spec: PageSpec;
  readonly #pair: PicturePair;
  #last = "";

  constructor(spec: PageSpec) {
    this.#spec = spec;
    this.#pair = new PicturePair(spec);
  }

  /** The picture that was accepted last. */
  get current(): Picture {
    return this.#pair.current;
  }

  /** Takes a PNG in base64 as the picture that is shown. Returns whether it differs from the one before. */
  async accept(png: string): Promise<boolean> {
    if (png === this.#last) return false;
    this.#last = png;
    this.#pair.next.set(await decodePicture(png, this.#spec));
    return this.#pair.acceptStraight();
  }
}
