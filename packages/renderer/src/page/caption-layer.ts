import type { CaptionGroup, CaptionLayout } from "./protocol.ts";

/** Looks can be changed by CSS custom properties of the page; nothing else of it reaches in here. */
const style = `
  :host { all: initial; position: fixed; z-index: 2147483647; display: flex; justify-content: center; pointer-events: none; }
  p { margin: 0; padding: 0.28em 0.6em; border-radius: var(--hf-caption-radius, 0.35em); text-align: center;
    text-wrap: balance; background: var(--hf-caption-background, rgb(0 0 0 / 72%)); color: var(--hf-caption-color, #fff);
    font: var(--hf-caption-weight, 600) 1em / 1.3 var(--hf-caption-font, Inter, Arial, sans-serif); }
  p:empty { visibility: hidden; }
  .now { color: var(--hf-caption-highlight, #ffd54a); }`;

/** Draws words over the page while they are said. Between words nothing changes. */
export class CaptionLayer {
  readonly #layout: CaptionLayout;
  readonly #line = document.createElement("p");
  /** When the narration begins, in seconds. */
  readonly #start: number;
  #group: CaptionGroup | null = null;
  #word = -1;

  constructor(layout: CaptionLayout, start: number) {
    this.#layout = layout;
    this.#start = start;
    const host = document.createElement("hf-captions");
    const { left, right, bottom, size } = layout;
    const place = `left: ${left}px; width: ${right - left}px; bottom: ${bottom}px`;
    host.setAttribute("style", `${place}; font-size: var(--hf-caption-size, ${size}px)`);
    const sheet = document.createElement("style");
    sheet.textContent = style;
    host.attachShadow({ mode: "closed" }).append(sheet, this.#line);
    document.body.append(host);
  }

  /** Shows what is said at a time of the root, in seconds. */
  show(time: number): void {
    const moment = time - this.#start + 1e-6;
    const group = this.#layout.groups.findLast(({ start, end }) => start <= moment && moment < end) ?? null;
    const word = group ? group.words.findLastIndex(({ start }) => start <= moment) : -1;
    if (group !== this.#group) this.#write(group);
    if (group === this.#group && word === this.#word) return;
    this.#group = group;
    this.#word = word;
    // Of a single one, there is nothing to tell apart.
    const isTold = (group?.words.length ?? 0) > 1;
    [...this.#line.children].forEach((span, index) => {
      span.classList.toggle("now", isTold && index === word);
    });
  }

  #write(group: CaptionGroup | null): void {
    const spans = (group?.words ?? []).flatMap(({ text }, index) => {
      const span = document.createElement("span");
      span.textContent = text;
      return index === 0 ? [span] : [" ", span];
    });
    this.#line.replaceChildren(...spans);
    this.#word = -1;
  }
}
