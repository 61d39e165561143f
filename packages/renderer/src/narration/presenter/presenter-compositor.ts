import type { Picture } from "../../capture/frame-source.ts";
import type { Layer } from "./blend-layer.ts";
import { evenBox, FramePatch } from "./frame-patch.ts";
import { PageCopies } from "./page-copies.ts";
import type { Box } from "./presenter-box.ts";
import { PresenterCard } from "./presenter-card.ts";
import { PresenterPictures } from "./presenter-pictures.ts";
import { shadowReach } from "./presenter-plate.ts";
import type { PresenterLook } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";

/** One frame's page, and whether it differs from that of the frame before. */
interface PageFrame {
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
  readonly #i420 = new PageCopies();
  readonly #bgra = new PageCopies();
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
    if (isNew) this.#forget();
    const before = this.#look;
    const look = this.#presenter.track.at(number);
    this.#look = look;
    if (!look) return isNew || before ? page : null;
    const read = await this.#pictures.read(look);
    if (!isNew && !read.isNew && before && isSame(look, before)) return null;
    const patch = this.#patchFor(look);
    await this.#draw(patch, {
      look,
      page,
      face: read.layer,
      isNew: isNew || !before || !isSame(look, before),
    });
    patch.end();
    return this.#pictureOf(patch, page);
  }

  /** What does not change is not drawn again. */
  async #draw(patch: FramePatch, { look, page, face, isNew }: Drawing): Promise<void> {
    const place = { look, origin: patch.box };
    if (look.opacity < 1) return this.#card.drawFaded(patch.begin(page), face, place);
    if (isNew) {
      await this.#card.drawBehind(patch.begin(page), place);
      patch.keep();
    }
    this.#card.drawFace(patch.again(), face, place);
  }

  #forget(): void {
    this.#pageI420 = null;
    this.#i420.forget();
    this.#bgra.forget();
  }

  #pictureOf(patch: FramePatch, page: Picture): Picture {
    const lazily = <Result>(work: () => Result): (() => Result) => {
      let done: Result | undefined;
      return () => (done ??= work());
    };
    const bgra = lazily(() => {
      const target = this.#bgra.next(page.bgra, patch.box);
      patch.writeBgra(target);
      return target;
    });
    const toI420 = lazily(() => {
      this.#pageI420 ??= page.toI420();
      const target = this.#i420.next(this.#pageI420, patch.box);
      patch.writeI420(target);
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

interface Drawing {
  readonly look: PresenterLook;
  readonly page: Picture;
  readonly face: Layer;
  readonly isNew: boolean;
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
