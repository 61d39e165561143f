import type { Picture } from "../../capture/frame-source.ts";
import { PictureArena } from "../../pixels/picture-arena.ts";
import { divideAlpha, multiplyAlpha, type Layer } from "./blend-layer.ts";
import type { Box, Size } from "./presenter-box.ts";

/** A part of a frame that is drawn over; the rest stays the page's. Its box begins and ends on even pixels. */
export class FramePatch {
  readonly box: Box;
  readonly #frame: Size;
  readonly #transparent: boolean;
  readonly #arena: PictureArena;
  #kept: Uint8Array<ArrayBuffer> | null = null;

  constructor(box: Box, frame: Size, transparent: boolean) {
    this.box = box;
    this.#frame = frame;
    this.#transparent = transparent;
    this.#arena = new PictureArena(box.width, box.height);
  }

  /** What is drawn on: the page's pixels, their colours multiplied by alpha. */
  begin(page: Picture): Layer {
    const layer = this.#layer;
    const [from, to] = [bufferOf(page.bgra), bufferOf(layer.pixels)];
    const { x, y, width, height } = this.box;
    for (let row = 0; row < height; row += 1) {
      const source = ((y + row) * this.#frame.width + x) * 4;
      from.copy(to, row * width * 4, source, source + width * 4);
    }
    if (this.#transparent) multiplyAlpha(layer);
    return layer;
  }

  /** Keeps what was drawn so far, and goes back to it in later drawings. */
  keep(): void {
    this.#kept ??= new Uint8Array(this.#layer.pixels.length);
    this.#kept.set(this.#layer.pixels);
  }

  /** What is drawn on, as it was kept. */
  again(): Layer {
    if (this.#kept) this.#layer.pixels.set(this.#kept);
    return this.#layer;
  }

  /** Ends the drawing; from now on the pixels are read. */
  end(): void {
    if (this.#transparent) divideAlpha(this.#layer);
  }

  /** Writes what was drawn over a page, in BGRA. */
  writeBgra(target: Uint8Array<ArrayBuffer>): void {
    const at = { ...this.box, x: this.box.x * 4, width: this.box.width * 4 };
    putPlane(target, this.#frame.width * 4, { plane: this.#layer.pixels, at });
  }

  /** The same in I420. */
  writeI420(target: Uint8Array): void {
    const drawn = this.#arena.toI420(0);
    const [frame, box] = [padded(this.#frame), { ...this.box, ...padded(this.box) }];
    const luma = { plane: drawn, at: box };
    putPlane(target, frame.width, luma);
    const chroma = { x: box.x / 2, y: box.y / 2, width: box.width / 2, height: box.height / 2 };
    const [pixels, boxPixels] = [frame.width * frame.height, box.width * box.height];
    for (const part of [1, 1.25]) {
      const plane = drawn.subarray(boxPixels * part);
      putPlane(target.subarray(pixels * part), frame.width / 2, { plane, at: chroma });
    }
  }

  get #layer(): Layer {
    return { pixels: this.#arena.slots[0], width: this.box.width, height: this.box.height };
  }
}

/** A box of a frame whose sides are even, as I420 has one chroma sample for two by two pixels. */
export function evenBox({ x, y, width, height }: Box, frame: Size): Box {
  const left = evenDown(Math.max(0, Math.min(x, frame.width - 1)));
  const top = evenDown(Math.max(0, Math.min(y, frame.height - 1)));
  const right = Math.min(frame.width, Math.max(left + 2, evenUp(x + width)));
  const bottom = Math.min(frame.height, Math.max(top + 2, evenUp(y + height)));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function padded({ width, height }: Size): Size {
  return { width: evenUp(width), height: evenUp(height) };
}

function evenDown(place: number): number {
  return place - (place & 1);
}

function evenUp(size: number): number {
  return size + (size & 1);
}

/** Row by row. A view of each row would be more work than copying it; buffers need none. */
function putPlane(
  target: Uint8Array,
  stride: number,
  { plane, at }: { readonly plane: Uint8Array; readonly at: Box },
): void {
  const [from, to] = [bufferOf(plane), bufferOf(target)];
  for (let row = 0; row < at.height; row += 1) {
    const source = row * at.width;
    from.copy(to, (at.y + row) * stride + at.x, source, source + at.width);
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
