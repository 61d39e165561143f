import { captionGap } from "./caption-gap.ts";
import type { CaptionGroup, CaptionLayout } from "./narration-times.ts";

/** What captions are set in; the page may name another family. */
const family = "var(--hf-caption-font, Inter, Arial, sans-serif)";

/** Looks can be changed by CSS custom properties of the page; nothing else of it reaches in here. */
const style = `
  :host { all: initial; position: fixed; z-index: 2147483647; display: flex; justify-content: center; pointer-events: none; }
  p { margin: 0; min-width: 0; padding: 0.3em 0.7em 0.34em; border-radius: var(--hf-caption-radius, 0.42em); text-align: center;
    text-wrap: balance; overflow-wrap: anywhere; letter-spacing: var(--hf-caption-spacing, -0.012em);
    background: var(--hf-caption-background, rgb(14 16 24 / 84%)); color: var(--hf-caption-color, #fff);
    box-shadow: var(--hf-caption-shadow, 0 0.1em 0.6em rgb(0 0 0 / 22%), inset 0 0 0 0.03em rgb(255 255 255 / 12%));
    font-weight: var(--hf-caption-weight, 650); line-height: 1.26; font-family: inherit; }
  p:empty { visibility: hidden; }
  .now { color: var(--hf-caption-highlight, #ffd166); }`;

/** Draws words over the page while they are said. Between words nothing changes. */
export class CaptionLayer {
  readonly #layout: CaptionLayout;
  readonly #line = document.createElement("p");
  #group: CaptionGroup | null = null;
  #word = -1;

  constructor(layout: CaptionLayout) {
    this.#layout = layout;
    const host = document.createElement("hf-captions");
    const { left, right, bottom, size } = layout;
    const place = `left: ${left}px; width: ${right - left}px; bottom: ${bottom}px`;
    // On the host, where those who look for missing fonts find it.
    const letters = `font-family: ${family}; font-size: var(--hf-caption-size, ${size}px)`;
    host.setAttribute("style", `${place}; ${letters}`);
    const sheet = document.createElement("style");
    sheet.textContent = style;
    host.attachShadow({ mode: "closed" }).append(sheet, this.#line);
    document.body.append(host);
  }

  /** Shows what is said at a time of the narration, in seconds. */
  show(time: number): void {
    const moment = time + 1e-6;
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
    const words = group?.words ?? [];
    const spans = words.flatMap(({ text }, index) => {
      const span = document.createElement("span");
      span.textContent = text;
      return index === 0 ? [span] : [captionGap(words[index - 1]?.text ?? "", text), span];
    });
    this.#line.replaceChildren(...spans);
    this.#line.style.width = "auto";
    this.#line.style.width = `${widthOf(this.#line)}px`;
    this.#word = -1;
  }
}

/** How wide the lines of an element are: a box whose text is broken keeps the width that it had before. */
function widthOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  const lines = [...range.getClientRects()];
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  return lines.length === 0 ? 0 : Math.ceil(right - left) + 1;
}
