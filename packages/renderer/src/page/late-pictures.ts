import { addressesIn } from "./sheet-pictures.ts";

const properties = ["background-image", "mask-image", "border-image-source", "list-style-image"];

/**
 * Notices pictures that scripts ask for while the page plays, in styles and in `<img>`: the browser would show the frame without them. Only
 * what changes is looked at.
 */
export class LatePictures {
  readonly #tell: () => void;
  readonly #known = new Map<string, HTMLImageElement>();
  readonly #waiting = new Set<Promise<unknown>>();

  /** @param tell is told whenever the frame that is shown lacks a picture. */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Looks at whatever changes from now on. */
  watch(): void {
    const observer = new MutationObserver((records) => this.#look(records));
    const attributeFilter = ["style", "src", "srcset"];
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter });
  }

  /** Resolves once the pictures that have been asked for by now are there. */
  async settled(): Promise<void> {
    // What changed just now is told of in a microtask.
    await Promise.resolve();
    while (this.#waiting.size > 0) await Promise.allSettled(this.#waiting);
  }

  #look(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") this.#lookAt(target);
      for (const node of [...addedNodes].flatMap(withInner)) this.#lookAt(node);
    }
  }

  #lookAt(node: Node): void {
    if (!(node instanceof Element)) return;
    if (node instanceof HTMLElement || node instanceof SVGElement)
      for (const address of styleAddresses(node.style)) this.#load(address);
    if (node instanceof HTMLImageElement && !node.complete) this.#wait(node);
  }

  #load(address: string): void {
    if (this.#known.has(address)) return;
    const picture = new Image();
    this.#known.set(address, picture);
    picture.src = address;
    if (!picture.complete) this.#wait(picture);
  }

  #wait(picture: HTMLImageElement): void {
    const decoded = picture.decode().catch(() => undefined);
    this.#waiting.add(decoded);
    void decoded.then(() => this.#waiting.delete(decoded));
    this.#tell();
  }
}

/** Asked for one by one: what a timeline writes in every frame need not be put into words. */
function styleAddresses(style: CSSStyleDeclaration): string[] {
  const values = properties.map((name) => style.getPropertyValue(name));
  return values.flatMap((value) => (value === "" ? [] : addressesIn(value, document.baseURI)));
}

function withInner(node: Node): Node[] {
  return node instanceof Element ? [node, ...node.querySelectorAll("img, [style]")] : [];
}
