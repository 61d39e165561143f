import type { Picture } from "../capture/frame-source.ts";
import type { SegmentEncoder } from "../encode/segment-encoder.ts";
import { PresenterCompositor } from "../narration/presenter/presenter-compositor.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import type { Frame } from "../timeline/units.ts";

/** What a chunk's frames go into, one after the other. */
export type FrameSink = Pick<SegmentEncoder, "add" | "hold" | "released" | "finish">;

/** Who is seen, and from which frame on. */
interface NarratedChunk {
  readonly presenter: Presenter;
  /** The chunk's first frame. */
  readonly first: Frame;
}

/**
 * Puts a presenter over each frame before it is encoded. A page that stays is not filmed again for it; where nobody is
 * seen, frames pass as they are.
 */
export class NarratedEncoder implements FrameSink, AsyncDisposable {
  readonly #encoder: FrameSink;
  readonly #compositor: PresenterCompositor;
  #page: Picture | null = null;
  #number: number;

  constructor(encoder: FrameSink, { presenter, first }: NarratedChunk) {
    this.#encoder = encoder;
    this.#compositor = new PresenterCompositor(presenter);
    this.#number = first;
  }

  async add(page: Picture): Promise<void> {
    this.#page = page;
    await this.#show(page, true);
  }

  async hold(): Promise<void> {
    if (this.#page) await this.#show(this.#page, false);
  }

  released(): Promise<void> {
    return this.#encoder.released();
  }

  finish(): Promise<readonly number[]> {
    return this.#encoder.finish();
  }

  async #show(page: Picture, isNew: boolean): Promise<void> {
    const picture = await this.#compositor.compose({ number: this.#number, page, isNew });
    this.#number += 1;
    await (picture ? this.#encoder.add(picture) : this.#encoder.hold());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#compositor[Symbol.asyncDispose]();
  }
}
