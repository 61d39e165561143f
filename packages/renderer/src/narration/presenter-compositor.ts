import type { Picture } from "../capture/frame-source.ts";
import { evenBox, FramePatch } from "./frame-patch.ts";
import type { Box } from "./presenter-box.ts";
import { PresenterCard } from "./presenter-card.ts";
import { PresenterPictures } from "./presenter-pictures.ts";
import { shadowReach } from "./presenter-plate.ts";
import type { PresenterLook } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";

/** One frame's page, and whether it differs from that of the frame before. */
export interface PageFrame {
  readonly number: number;
  readonly page: Picture;
  readonly isNew: boolean;
}

/** Puts a presenter over frames, one after the other, from any frame on. */
export class PresenterCompositor implements AsyncDisposable {
  readonly #presenter: Presenter;
  readonly #pictures: PresenterPictures;
  readonly #card: PresenterCard;
  readonly #home: Box;
  readonly #i420 = new TwoBuffers();
  readonly #bgra = new TwoBuffers();
  #patch: FramePatch | null = null;
  /** The one of the frame before. */
  #look: PresenterLook | null = null;
  #pageI420: Uint8Array | null = null;

  constructor(presenter: Presenter) {
    this.#presenter = presenter;
    this.#pictures = new PresenterPictures(presenter);
    this.#card = new PresenterCard(presenter);
    this.#home = evenBox(this.#around(presenter.track.rest.box), presenter.frame);
  }

  /**
   * The picture of a frame with the presenter, or `null` if it is the one of the frame before. Its memory is reused for
   * the picture after the next.
   */
  async compose({ number, page, isNew }: PageFrame): Promise<Picture | null> {
    if (isNew) this.#pageI420 = null;
    const before = this.#look;
    const look = this.#presenter.track.at(number);
    this.#look = look;
    if (!look) return isNew || before ? page : null;
    const read = await this.#pictures.read(look);
    if (!isNew && !read.isNew && before && isSame(look, before)) return null;
    const patch = this.#patchFor(look);
    const target = patch.begin(page);
    await this.#card.draw(target, { look, picture: read.layer, origin: patch.box });
    patch.end();
    return this.#pictureOf(patch, page);
  }

  #pictureOf(patch: FramePatch, page: Picture): Picture {
    const lazily = <Result>(work: () => Result): (() => Result) => {
      let done: Result | undefined;
      return () => (done ??= work());
    };
    const bgra = lazily(() => {
      const target = this.#bgra.next(page.bgra.length);
      patch.writeBgra(page.bgra, target);
      return target;
    });
    const toI420 = lazily(() => {
      this.#pageI420 ??= page.toI420();
      const target = this.#i420.next(this.#pageI420.length);
      patch.writeI420(this.#pageI420, target);
      return target;
    });
    return {
      get bgra() {
        return bgra();
      },
      toI420,
    };
  }

  /** As small a part of the frame as holds the presenter; the whole one only on the way. */
  #patchFor({ box }: PresenterLook): FramePatch {
    const { frame, transparent } = this.#presenter;
    const needed = evenBox(this.#around(box), frame);
    const wanted = contains(this.#home, needed) ? this.#home : { x: 0, y: 0, ...frame };
    if (!this.#patch || !isSameBox(this.#patch.box, wanted)) {
      this.#patch = new FramePatch(wanted, frame, transparent);
    }
    return this.#patch;
  }

  #around({ x, y, width, height }: Box): Box {
    const reach = shadowReach(this.#presenter.placement.shadow, this.#presenter.scale);
    return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pictures[Symbol.asyncDispose]();
  }
}

/** Memory for two pictures in turn. */
class TwoBuffers {
  #last: Uint8Array | null = null;
  #before: Uint8Array | null = null;

  next(bytes: number): Uint8Array {
    const free = this.#before ?? new Uint8Array(bytes);
    this.#before = this.#last;
    this.#last = free;
    return free;
  }
}

function isSame(look: PresenterLook, other: PresenterLook): boolean {
  return JSON.stringify({ ...look, clipFrame: 0 }) === JSON.stringify({ ...other, clipFrame: 0 });
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
