import type { VideoFile } from "./video-file.ts";

/** The part of a `<video>` that Chromium keeps for captions: a box that always covers the picture. */
const pictureBox = "[pseudo=-webkit-media-text-track-container]";

/**
 * Shows frames in a `<video>` that has no source of its own: on a canvas inside the element, so that layout,
 * selectors and every style of the element hold for the picture as they do in a browser that plays it.
 */
export class VideoPicture {
  readonly canvas = document.createElement("canvas");
  readonly #box: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #file: VideoFile;

  /**
   * @param root the element's own, closed shadow root, which only the debugger can hand out.
   * @throws if this browser builds its videos otherwise.
   */
  constructor(element: HTMLVideoElement, root: ShadowRoot | undefined, file: VideoFile) {
    this.#file = file;
    element.addTextTrack("captions").mode = "showing";
    const box = root?.querySelector<HTMLElement>(pictureBox);
    this.canvas.width = file.width;
    this.canvas.height = file.height;
    const context = this.canvas.getContext("2d", { alpha: file.hasAlpha });
    if (!box || !context) throw new Error("this browser gives no place to draw it");
    this.#box = box;
    this.#context = context;
    // By default as transparent as a video without a frame.
    this.canvas.style.cssText =
      "display: none; width: 100%; height: 100%; object-fit: inherit; object-position: inherit";
    box.style.cssText = "object-fit: inherit; object-position: inherit; overflow: visible; line-height: 0";
  }

  /** Draws a frame, which can be closed after that. */
  paint(frame: VideoFrame): void {
    const { width, height, rotation, flip, hasAlpha } = this.#file;
    const context = this.#context;
    const isTurned = rotation % 180 !== 0;
    context.setTransform(1, 0, 0, 1, width / 2, height / 2);
    context.rotate((rotation * Math.PI) / 180);
    if (flip) context.scale(-1, 1);
    const size = isTurned ? { width: height, height: width } : { width, height };
    if (hasAlpha) context.clearRect(-size.width / 2, -size.height / 2, size.width, size.height);
    context.drawImage(frame, -size.width / 2, -size.height / 2, size.width, size.height);
    this.canvas.style.display = "block";
    if (this.canvas.parentNode !== this.#box) this.#box.prepend(this.canvas);
  }
}

/**
 * Gives a `<video>` the size that its source would give it, for layout: a poster that is transparent has a size too.
 */
export async function giveNaturalSize(element: HTMLVideoElement, file: VideoFile): Promise<void> {
  const { width, height } = file;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`;
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  element.poster = url;
  const image = new Image();
  image.src = url;
  await image.decode();
}
