import { replaceMethod } from "../realm.ts";
import type { Mail } from "./worker-protocol.ts";

/**
 * Canvases of the page whose drawing was handed over to a worker. The browser would show what the worker has drawn when it
 * comes; here it is shown with the frame to which it belongs.
 */
export class PlacedCanvases {
  readonly #names = new WeakMap<OffscreenCanvas, string>();
  readonly #canvases: Map<string, HTMLCanvasElement>;
  readonly #window: string;

  /** `canvases` are those of the whole page, by name; `window` names the window that these are in. */
  constructor(canvases: Map<string, HTMLCanvasElement>, window: string) {
    this.#canvases = canvases;
    this.#window = window;
  }

  /** Hands out canvases that are not tied to those of the page. Call before the page's own scripts. */
  take(): void {
    replaceMethod(HTMLCanvasElement.prototype, "transferControlToOffscreen", (_native, target) =>
      this.#place(target as HTMLCanvasElement),
    );
    replaceMethod(OffscreenCanvas.prototype, "getContext", (native, target, values) => {
      const owner = this.#canvases.get(this.#names.get(target as OffscreenCanvas) ?? "");
      // What draws here draws on the page's canvas itself.
      return owner ? owner.getContext(...(values as [string])) : native(target, values);
    });
  }

  /** Those among what is handed over to a worker. */
  among(transfer: readonly Transferable[]): Mail["canvases"] {
    return transfer.flatMap((item) => {
      const name = item instanceof OffscreenCanvas ? this.#names.get(item) : undefined;
      return name === undefined ? [] : [[item as OffscreenCanvas, name] as const];
    });
  }

  #place(canvas: HTMLCanvasElement): OffscreenCanvas {
    const offscreen = new OffscreenCanvas(canvas.width, canvas.height);
    const name = `${this.#window} ${this.#canvases.size}`;
    this.#names.set(offscreen, name);
    this.#canvases.set(name, canvas);
    return offscreen;
  }
}
