import { workerBinding } from "../protocol.ts";
import { tellRenderer } from "../tell-renderer.ts";
import { PlacedCanvases } from "./placed-canvases.ts";
import { WorkerDesk } from "./worker-desk.ts";
import { followWorkers } from "./worker-factory.ts";
import type { CanvasPicture } from "./worker-protocol.ts";

declare global {
  interface Window {
    __hyperframesWorkers?: PageWorkers;
  }
}

/** The workers of all windows of a page, and the canvases that they draw. */
class PageWorkers {
  readonly #desk = new WorkerDesk();
  readonly #canvases = new Map<string, HTMLCanvasElement>();

  /** Whether there are any, or have been. */
  get areUsed(): boolean {
    return this.#desk.isUsed;
  }

  /** Lets the workers that a window makes follow the page's clock. Call in that window, before its own scripts. */
  follow(name: string, script: string): void {
    const placed = new PlacedCanvases(this.#canvases, name);
    placed.take();
    followWorkers({
      ...{ desk: this.#desk, name, script },
      now: () => performance.now(),
      canvasesIn: (transfer) => placed.among(transfer),
      onWorker: () => void tellRenderer(workerBinding, ""),
    });
  }

  /** Brings all workers to a time, in milliseconds since the page's navigation. Returns when the next timer of theirs falls due. */
  async advance(time: number, frame: boolean): Promise<number | null> {
    const { next, pictures } = await this.#desk.advance(time, frame);
    this.#show(pictures);
    return next;
  }

  #show(pictures: readonly CanvasPicture[]): void {
    for (const { name, picture } of pictures) {
      const canvas = this.#canvases.get(name);
      if (!canvas) continue;
      if (canvas.width !== picture.width) canvas.width = picture.width;
      if (canvas.height !== picture.height) canvas.height = picture.height;
      canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
    }
  }
}

/** The workers of the page that a window belongs to; `null` in a window of another origin, which cannot see the page. */
export function pageWorkers(): PageWorkers | null {
  try {
    const page = window.top ?? window;
    page.__hyperframesWorkers ??= new PageWorkers();
    return page.__hyperframesWorkers;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
