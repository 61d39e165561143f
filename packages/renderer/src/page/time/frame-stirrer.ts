/**
 * Lets every frame bring the compositor something new that nobody sees. In a frame in which a picture moves by itself,
 * Chromium's compositor waits for ever for what else has changed, unless the frame before brought something:
 * docs/decisions/clock.md
 */
export class FrameStirrer {
  readonly #element: HTMLElement;
  #isMoved = false;

  constructor() {
    const host = document.createElement("hyperframes-stirrer");
    host.style.setProperty("display", "contents", "important");
    this.#element = document.createElement("div");
    // A layer of its own, outside the picture: moving it paints nothing.
    this.#element.style.cssText =
      "position:fixed;left:-9px;top:-9px;width:1px;height:1px;will-change:transform;pointer-events:none";
    // In here, neither the page's styles nor its observers get at it.
    host.attachShadow({ mode: "closed" }).append(this.#element);
    document.documentElement.append(host);
  }

  /** Call in every frame. */
  stir(): void {
    this.#isMoved = !this.#isMoved;
    this.#element.style.transform = `translateX(${Number(this.#isMoved)}px)`;
  }
}
