import type { MediaOrder } from "@hyperframes-engine/heygen";
import sharp from "sharp";
import {
  FIGURE_SIZE,
  HEAD_BOX,
  drawBody,
  drawHead,
  presenterOf,
  type Pose,
  type Presenter,
} from "./draw-presenter.ts";
import type { Motion } from "./face-motion.ts";

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The pictures of a clip: what stays, and the head, which moves within a box. */
export class PresenterPictures {
  /** Where the pictures of the head belong. */
  readonly box: Box;
  readonly #order: MediaOrder;
  readonly #presenter: Presenter;
  /** Pixels a unit of the drawing. */
  readonly #scale: number;
  readonly #heads = new Map<string, Promise<Buffer>>();

  constructor(order: MediaOrder) {
    const { width, height } = order;
    const side = height > width ? Math.min(height, width * 1.3) : height * 0.98;
    this.#order = order;
    this.#presenter = presenterOf(order.avatarId ?? "");
    this.#scale = side / FIGURE_SIZE;
    this.box = {
      x: even((width - side) / 2 + HEAD_BOX.x * this.#scale),
      y: even(height - side + HEAD_BOX.y * this.#scale),
      width: even(HEAD_BOX.width * this.#scale),
      height: even(HEAD_BOX.height * this.#scale),
    };
  }

  /** Everything but the head, as a PNG. */
  async still(): Promise<Buffer> {
    const { width, height, transparent } = this.#order;
    const { x, y } = this.box;
    const left = x / this.#scale - HEAD_BOX.x;
    const top = y / this.#scale - HEAD_BOX.y;
    const view = `0 0 ${width / this.#scale} ${height / this.#scale}`;
    const body = `<g transform="translate(${left} ${top})">${drawBody(this.#presenter)}</g>`;
    const behind = transparent ? "" : this.#backdrop();
    const pixels = await rasterise({ width, height, view }, behind + body);
    return sharp(pixels, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
  }

  /** The head in a frame, as RGBA of the box's size. */
  async head(motion: Motion): Promise<Buffer> {
    const { width, height } = this.box;
    const right = Math.round(motion.right * this.#scale);
    const down = Math.round(motion.down * this.#scale);
    const head = await this.#head(motion);
    const moved = Buffer.alloc(head.length);
    // The edge of the box is empty, so rows may run on into the next.
    const by = (down * width + right) * 4;
    head.copy(moved, Math.max(0, by), Math.max(0, -by), height * width * 4);
    return moved;
  }

  #head({ mouth, eyes }: Pose): Promise<Buffer> {
    const name = `${mouth} ${eyes}`;
    const { x, y, width, height } = HEAD_BOX;
    const size = { ...this.box, view: `${x} ${y} ${width} ${height}` };
    const head = this.#heads.get(name) ?? rasterise(size, drawHead(this.#presenter, { mouth, eyes }));
    this.#heads.set(name, head);
    return head;
  }

  #backdrop(): string {
    const fill = this.#order.background ?? "url(#wall)";
    return `<defs><radialGradient id="wall" cx="0.5" cy="0.35" r="0.9"><stop offset="0" stop-color="#eef2f5"/>
<stop offset="1" stop-color="#a9bac8"/></radialGradient></defs><rect width="100%" height="100%" fill="${fill}"/>`;
  }
}

/** Draws SVG elements. Colours go on a little under what is transparent, or edges would get dark in a video. */
async function rasterise(
  { width, height, view }: { readonly width: number; readonly height: number; readonly view: string },
  elements: string,
): Promise<Buffer> {
  const size = `width="${width}" height="${height}" viewBox="${view}" preserveAspectRatio="none"`;
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${elements}</svg>`);
  const sharpPixels = await sharp(svg).ensureAlpha().raw().toBuffer();
  const softPixels = await sharp(svg).ensureAlpha().blur(2.5).raw().toBuffer();
  for (let at = 0; at < sharpPixels.length; at += 4) {
    if (sharpPixels[at + 3] === 0) softPixels.copy(sharpPixels, at, at, at + 3);
  }
  return sharpPixels;
}

function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
