import type { PresenterStrip } from "../strip/presenter-strip.ts";
import { openStrip, type StripReader } from "../strip/strip-reader.ts";
import type { Layer } from "./blend-layer.ts";
import type { Size } from "./presenter-box.ts";
import type { PresenterLook } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";

/** A presenter's picture, and whether another one than before was read for it. */
interface ReadPicture {
  readonly layer: Layer;
  readonly isNew: boolean;
}

/** A presenter's pictures as they are looked at, frame after frame, from any frame on. */
export class PresenterPictures implements AsyncDisposable {
  readonly #presenter: Pick<Presenter, "rest" | "full" | "ffmpeg">;
  readonly #readers = new Map<PresenterStrip, StripReader>();

  constructor(presenter: Pick<Presenter, "rest" | "full" | "ffmpeg">) {
    this.#presenter = presenter;
  }

  /** The picture of a look, in the size of what is inside its border: BGRA, colours multiplied by alpha. */
  async read(look: PresenterLook): Promise<ReadPicture> {
    const strip = this.#stripFor(look);
    const reader = this.#readers.get(strip) ?? (await this.#open(strip, look.clipFrame));
    const isNew = await reader.goTo(look.clipFrame);
    const layer = { pixels: reader.pixels, ...strip.size };
    const size = sizeInside(look);
    const wanted = { width: Math.max(1, size.width), height: Math.max(1, size.height) };
    return { layer: await cutAndScale(layer, { strip, look, wanted }), isNew };
  }

  #stripFor({ fullness, clipFrame }: PresenterLook): PresenterStrip {
    const { rest, full } = this.#presenter;
    const larger = full.find(({ first, end }) => clipFrame >= first && clipFrame < end);
    return fullness > 0 && larger ? larger : rest;
  }

  async #open(strip: PresenterStrip, first: number): Promise<StripReader> {
    const reader = await openStrip(this.#presenter.ffmpeg, strip, first);
    this.#readers.set(strip, reader);
    return reader;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader[Symbol.asyncDispose]()));
  }
}

/** The size of a presenter's picture without its border. */
export function sizeInside({ box, border }: Pick<PresenterLook, "box" | "border">): Size {
  return { width: box.width - 2 * border, height: box.height - 2 * border };
}

async function cutAndScale(
  layer: Layer,
  {
    strip,
    look,
    wanted,
  }: { readonly strip: PresenterStrip; readonly look: PresenterLook; readonly wanted: Size },
): Promise<Layer> {
  const factor = layer.width / strip.crop.width;
  const left = clamp(Math.round((look.crop.x - strip.crop.x) * factor), layer.width - 1);
  const top = clamp(Math.round((look.crop.y - strip.crop.y) * factor), layer.height - 1);
  const width = clamp(Math.round(look.crop.width * factor), layer.width - left);
  const height = clamp(Math.round(look.crop.height * factor), layer.height - top);
  const isWhole = width === layer.width && height === layer.height;
  if (isWhole && wanted.width === width && wanted.height === height) return layer;
  const raw = { width: layer.width, height: layer.height, channels: 4, premultiplied: true } as const;
  const { default: sharp } = await import("sharp");
  const { data } = await sharp(layer.pixels, { raw })
    .extract({ left, top, width: Math.max(1, width), height: Math.max(1, height) })
    .resize({ ...wanted, fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Memory that a buffer shares with others need not be aligned.
  return { pixels: Uint8Array.from(data), ...wanted };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
