import { RenderError } from "../errors.ts";
import { giveBack } from "../give-back.ts";
import { frame, type Frame } from "../timeline/units.ts";
import { decodePicture } from "./decode-picture.ts";
import { FrameIssuer, type IssuedFrame } from "./frame-issuer.ts";
import type { Approach, Check, FrameSource, Picture, PageSpec, Take } from "./frame-source.ts";
import type { PageHome } from "./open-page.ts";
import { PicturePair } from "./picture-pair.ts";
import { findSurface, type Surface, type SurfaceSearch } from "./surface-finder.ts";

/**
 * The versions that clear the surface before they draw a whole frame onto it; 156 was looked at too, older ones were not.
 * docs/decisions/capture.md
 */
const CLEARING_VERSION = 153;

/** The compositor's surface cannot be read, or is not what is shown: another source must be used. */
export class SurfaceError extends RenderError {
  override readonly name = "SurfaceError";

  constructor(message: string, cause?: unknown) {
    super("capture-failed", message, { cause });
  }
}

/** Reads pictures out of the compositor's memory: lossless, without encoding or copying in the browser. Linux only. */
export class SurfaceSource implements FrameSource {
  readonly kind = "surface";
  readonly #home: PageHome;
  readonly #isClearing: boolean;
  #address: number | null = null;
  /** One take at a time needs only one pair, and it is large. */
  #pictures: PicturePair | null = null;

  constructor(home: PageHome) {
    this.#home = home;
    this.#isClearing = Number.parseInt(home.launched.version, 10) >= CLEARING_VERSION;
  }

  async open(spec: PageSpec): Promise<Take> {
    // What is behind the page is white there, whatever the page's own background is.
    if (spec.transparent) throw new SurfaceError("The compositor's surface has no alpha.");
    const found: Surface[] = [];
    try {
      const issuer = await FrameIssuer.open(this.#home, spec, {
        holdCallbacks: false,
        prepare: async (session, clock) => {
          const page = { session, clock };
          const seed = this.#home.launched.pages;
          const surface = await openSurface({ page, spec, seed, before: this.#address });
          this.#address = surface.address;
          found.push(surface);
        },
      });
      const [surface] = found;
      if (!surface) throw new SurfaceError("The compositor's surface was not looked for.");
      this.#pictures ??= new PicturePair(spec);
      const [pictures, isClearing] = [this.#pictures, this.#isClearing];
      return new SurfaceTake(issuer, surface, { pictures, isClearing });
    } catch (error) {
      for (const { memory } of found) await memory[Symbol.asyncDispose]();
      throw error;
    }
  }
}

async function openSurface(search: SurfaceSearch): Promise<Surface> {
  const surface = await findSurface(search).catch((error: unknown) => {
    throw new SurfaceError("This system does not let the compositor's memory be read.", error);
  });
  if (!surface) throw new SurfaceError("The compositor's surface was not found.");
  return surface;
}

class SurfaceTake implements Take {
  readonly #issuer: FrameIssuer;
  readonly #surface: Surface;
  /** The surface, made transparent since it was drawn on; `null`: it was not. */
  #cleared: Promise<void> | null = null;
  #isChecked = true;
  readonly #pictures: PicturePair;
  /** Whether the browser makes the surface transparent before each frame. */
  readonly #isClearing: boolean;

  constructor(
    issuer: FrameIssuer,
    surface: Surface,
    { pictures, isClearing }: { readonly pictures: PicturePair; readonly isClearing: boolean },
  ) {
    this.#issuer = issuer;
    this.#surface = surface;
    this.#pictures = pictures;
    this.#isClearing = isClearing;
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

  async show(number: Frame, approach: Approach, check: Check = "this"): Promise<Picture> {
    await this.#issuer.approach(number, approach);
    // Only to a page that is a function of time may a frame be shown twice, in case it was not drawn.
    this.#isChecked = check === "this" || approach === "step";
    if (this.#isChecked) await this.#takeChecked(await this.#issueCleared(number, true));
    else if (!(await this.#takeDrawn(number))) await this.#takeChecked(await this.#issuer.repeat(true));
    return this.#pictures.current;
  }

  async next(): Promise<Picture | null> {
    const wasChecked = this.#isChecked;
    this.#isChecked = true;
    const number = frame(this.position + 1);
    // With a picture, the page is drawn into a place of its own first, and the surface is not cleared.
    const issued = await (this.#isClearing && wasChecked
      ? this.#issuer.issue(number, false)
      : this.#issueCleared(number, !wasChecked));
    const differs = wasChecked ? await this.#takeDamaged(issued) : await this.#takeChecked(issued);
    return differs ? this.#pictures.current : null;
  }

  #issueCleared(number: Frame, withPicture: boolean): Promise<IssuedFrame> {
    this.#cleared ??= this.#clear();
    return this.#issuer.issue(number, withPicture, this.#cleared);
  }

  /** Returns whether another picture is shown than before. */
  async #takeDamaged({ hasDamage }: IssuedFrame): Promise<boolean> {
    // Painted over with the same colours is still too. Different pictures differ early, so this is quick.
    return hasDamage && (await this.#read()) && this.#pictures.accept();
  }

  /** Issues a frame, and returns whether it was drawn. It is not where it is like the one before. */
  async #takeDrawn(number: Frame): Promise<boolean> {
    const { hasDamage } = await this.#issueCleared(number, false);
    if (!hasDamage || !(await this.#read())) return false;
    this.#pictures.accept();
    return true;
  }

  /** Compares what was drawn with its official picture, and returns whether it differs from what was shown before. */
  async #takeChecked({ picture }: IssuedFrame): Promise<boolean> {
    const differs = (await this.#read()) && this.#pictures.accept();
    const official = picture === undefined ? null : await decodePicture(picture, { transparent: false });
    const isRight = official !== null && Buffer.compare(official, this.#pictures.current.bgra) === 0;
    if (official) giveBack(official);
    if (isRight) return differs;
    throw new SurfaceError(
      `The compositor's surface differs from the official picture of frame ${this.position}.`,
    );
  }

  /** Reads the surface into the next picture, and returns whether anything was drawn since we cleared it, if we did. */
  async #read(): Promise<boolean> {
    const { memory, address } = this.#surface;
    this.#cleared = null;
    if (!(await memory.read(address, this.#pictures.next)))
      throw new SurfaceError("The compositor's surface is gone.");
    return !isTransparent(this.#pictures.next);
  }

  /**
   * Makes the surface transparent, so that it shows whether anything is drawn. Where a layer ends between two pixels,
   * Chromium's compositor also leaves out what is below, and the translucent row of pixels would show frames of before.
   */
  #clear(): Promise<void> {
    const { memory, address, bytes } = this.#surface;
    return memory.clear(address, bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#surface.memory[Symbol.asyncDispose]();
    await this.#issuer[Symbol.asyncDispose]();
  }
}

/** Whether a cleared surface was left alone: pages are drawn whole, and are opaque in the corners at least. */
function isTransparent(picture: Uint8Array): boolean {
  return picture[3] === 0 && picture.at(-1) === 0;
}
