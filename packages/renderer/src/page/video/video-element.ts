import type { PixelGrader } from "../grading/grade-pixels.ts";
import type { VideoFile } from "./video-file.ts";

/** The part of a `<video>` that Chromium keeps for captions: a box that always covers the picture. */
const pictureBox = "[pseudo=-webkit-media-text-track-container]";

/** Microseconds after which a video's grain begins anew: within what whole numbers hold. */
const GRAIN_PERIOD = 1_000_000_007;

/**
 * Shows frames in a `<video>` that has no source of its own: on a canvas inside the element, so that layout,
 * selectors and every style of the element hold for the picture as they do in a browser that plays it.
 */
export class VideoPicture {
  readonly canvas: HTMLCanvasElement;
  readonly #box: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #file: VideoFile;
  #pixels: ImageData | null = null;
  /** What became of them by grading. */
  #graded: ImageData | null = null;
  /** When the frame begins, in microseconds. */
  #timestamp = 0;

  /**
   * @param root the element's own, closed shadow root, which only the debugger can hand out.
   * @throws if this browser builds its videos otherwise.
   */
  constructor(element: HTMLVideoElement, root: ShadowRoot | undefined, file: VideoFile) {
    this.#file = file;
    this.canvas = element.ownerDocument.createElement("canvas");
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

  /**
   * Draws a frame. Its pixels are copied: where there is no GPU, that takes a third of what it takes the browser to draw
   * the frame itself.
   *
   * @param grader changes its colours; `null` for none.
   */
  async paint(frame: VideoFrame, grader: PixelGrader | null): Promise<void> {
    const { width, height } = frame.visibleRect ?? frame.codedRect ?? this.canvas;
    if (this.#pixels?.width !== width || this.#pixels.height !== height)
      this.#pixels = new ImageData(width, height);
    const layout: RgbLayout = { format: "RGBA", colorSpace: "srgb" };
    await frame.copyTo(this.#pixels.data, layout);
    this.#timestamp = frame.timestamp;
    this.repaint(grader);
  }

  /** Draws the frame that is shown once more, graded otherwise. */
  repaint(grader: PixelGrader | null): void {
    const pixels = grader ? this.#grade(grader) : this.#pixels;
    if (!pixels) return;
    const { width, height } = pixels;
    const { rotation, flip } = this.#file;
    const isPlain = rotation === 0 && !flip && width === this.canvas.width && height === this.canvas.height;
    if (isPlain) this.#context.putImageData(pixels, 0, 0);
    else this.#drawTurned(pixels);
    this.canvas.style.display = "block";
    if (this.canvas.parentNode !== this.#box) this.#box.prepend(this.canvas);
  }

  #grade(grader: PixelGrader): ImageData | null {
    if (!this.#pixels) return null;
    const { width, height } = this.#pixels;
    if (this.#graded?.width !== width || this.#graded.height !== height)
      this.#graded = new ImageData(width, height);
    this.#graded.data.set(this.#pixels.data);
    grader.grade(this.#graded, this.#timestamp % GRAIN_PERIOD);
    return this.#graded;
  }

  #drawTurned(pixels: ImageData): void {
    const { width, height, rotation, flip } = this.#file;
    const lying = new OffscreenCanvas(pixels.width, pixels.height);
    lying.getContext("2d")?.putImageData(pixels, 0, 0);
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, width / 2, height / 2);
    context.rotate((rotation * Math.PI) / 180);
    if (flip) context.scale(-1, 1);
    const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
    context.clearRect(-across / 2, -down / 2, across, down);
    context.drawImage(lying, -across / 2, -down / 2, across, down);
  }
}

/** Newer than TypeScript's types: https://w3c.github.io/webcodecs/#dictdef-videoframecopytooptions */
interface RgbLayout extends VideoFrameCopyToOptions {
  readonly format: "RGBA";
  readonly colorSpace: PredefinedColorSpace;
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
