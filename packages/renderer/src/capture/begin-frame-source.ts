import { frame, type Frame } from "../timeline/units.ts";
import { decodePicture } from "./decode-picture.ts";
import { FrameIssuer } from "./frame-issuer.ts";
import type { Approach, FrameSource, Picture, Scene, Take } from "./frame-source.ts";
import type { Studio } from "./open-page.ts";

/** Takes pictures as PNG screenshots of the frames that it issues. Wherever headless-shell can be made to wait for frames. */
export class BeginFrameSource implements FrameSource {
  readonly kind = "begin-frame";
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async open(scene: Scene): Promise<Take> {
    return new BeginFrameTake(await FrameIssuer.open(this.#studio, scene, { holdCallbacks: true }));
  }
}

class BeginFrameTake implements Take {
  readonly #issuer: FrameIssuer;
  #last = "";
  /** Whether the page stands still, so that it is cheaper to ask first whether anything was painted. */
  #still = false;

  constructor(issuer: FrameIssuer) {
    this.#issuer = issuer;
  }

  get measure(): Take["measure"] {
    return this.#issuer.page.measure;
  }

  get log(): Take["log"] {
    return this.#issuer.page.log;
  }

  get position(): number {
    return this.#issuer.position;
  }

  async show(number: Frame, approach: Approach): Promise<Picture> {
    await this.#issuer.approach(number, approach);
    const { picture = "" } = await this.#issuer.issue(number, true);
    this.#still = false;
    this.#last = picture;
    return decode(picture);
  }

  async next(): Promise<Picture | null> {
    const picture = await this.#nextPicture();
    const same = picture === null || picture === this.#last;
    // The frame after a picture always reports damage, so one more without a picture takes that report.
    if (same && picture !== null) await this.#issuer.repeat(false);
    this.#still = same;
    if (same) return null;
    this.#last = picture;
    return decode(picture);
  }

  async #nextPicture(): Promise<string | null> {
    const { hasDamage, picture } = await this.#issuer.issue(frame(this.position + 1), !this.#still);
    if (!this.#still) return picture ?? "";
    return hasDamage ? ((await this.#issuer.repeat(true)).picture ?? "") : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#issuer[Symbol.asyncDispose]();
  }
}

function decode(picture: string): Promise<Picture> {
  return decodePicture(Buffer.from(picture, "base64"));
}
