import { frame, type Frame } from "../timeline/units.ts";
import { FrameIssuer } from "./frame-issuer.ts";
import type { Approach, FrameSource, Picture, PageSpec, Take } from "./frame-source.ts";
import type { PageHome } from "./open-page.ts";
import { PngPictures } from "./png-pictures.ts";

/** Takes pictures as PNG screenshots of the frames that it issues. Wherever headless-shell can be made to wait for frames. */
export class BeginFrameSource implements FrameSource {
  readonly kind = "begin-frame";
  readonly #home: PageHome;

  constructor(home: PageHome) {
    this.#home = home;
  }

  async open(spec: PageSpec): Promise<Take> {
    return new BeginFrameTake(await FrameIssuer.open(this.#home, spec, { holdCallbacks: true }), spec);
  }
}

class BeginFrameTake implements Take {
  readonly #issuer: FrameIssuer;
  readonly #pictures: PngPictures;
  /** Whether the page stands still, so that it is cheaper to ask first whether anything was painted. */
  #still = false;

  constructor(issuer: FrameIssuer, spec: PageSpec) {
    this.#issuer = issuer;
    this.#pictures = new PngPictures(spec);
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
    await this.#pictures.accept(picture);
    return this.#pictures.current;
  }

  async next(): Promise<Picture | null> {
    const picture = await this.#nextPicture();
    this.#still = picture === null || !(await this.#pictures.accept(picture));
    // The frame after a picture always reports damage, so one more without a picture takes that report.
    if (this.#still && picture !== null) await this.#issuer.repeat(false);
    return this.#still ? null : this.#pictures.current;
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
