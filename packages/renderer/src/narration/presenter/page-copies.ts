import type { Box } from "./presenter-box.ts";

interface PageCopy {
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Where it is drawn over; `null` while it is not a copy of the page. */
  box: Box | null;
}

/** Two copies of a page in turn, to be drawn over in one box. A page that stays is not copied again. */
export class PageCopies {
  #last: PageCopy | null = null;
  #before: PageCopy | null = null;

  /** The copy that was not used last. All of it is the page's, but for what was drawn in the same box. */
  next(page: Uint8Array, box: Box): Uint8Array<ArrayBuffer> {
    const copy = this.#before ?? { pixels: new Uint8Array(page.length), box: null };
    if (copy.box !== box) copy.pixels.set(page);
    copy.box = box;
    this.#before = this.#last;
    this.#last = copy;
    return copy.pixels;
  }

  /** Another page is shown from now on. */
  forget(): void {
    for (const copy of [this.#last, this.#before]) if (copy) copy.box = null;
  }
}
