import { clipStyle } from "./clips.ts";
import type { CompositionNode } from "./composition-node.ts";
import { compositionSelector, type CompositionTree } from "./composition-tree.ts";

/** The size of the picture in CSS pixels. */
interface RootSize {
  readonly width: number;
  readonly height: number;
}

/** Gives each composition its size, and its direct clips a place where the author gave none. */
export function layOutCompositions({ root, nodes }: CompositionTree, size: RootSize): void {
  const rootRule = root.element
    ? `[data-composition-id]:not([data-composition-id] *) {
         overflow: hidden !important; width: ${size.width}px; height: ${size.height}px; }`
    : "";
  // In a layer, so that any rule of the author's wins.
  const layer = root.element
    ? `@layer hyperframes {
         body { margin: 0; }
         [data-composition-id] [data-composition-id][data-width] { overflow: hidden; } }`
    : "";
  // A sheet that is adopted, not inserted: the page's tree, and so its selectors, stay as they were written.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${layer} ${rootRule} ${clipStyle}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  if (root.element) for (const node of nodes) layOut(node);
}

function layOut({ parent, element, root }: CompositionNode): void {
  if (!(root instanceof HTMLElement)) return;
  if (parent) giveSize(root);
  // A host is placed as a clip of its parent; what it holds is placed in it.
  const placedAsClip = parent?.root === element?.parentElement && root === element;
  if (!placedAsClip && getComputedStyle(root).position === "static") root.style.position = "relative";
  for (const child of root.children) {
    if (child instanceof HTMLElement && child.matches("[data-start], [data-composition-src]"))
      placeClip(child);
  }
}

/** The size that a composition gives itself, where no style says otherwise. */
function giveSize(element: HTMLElement): void {
  const style = element.computedStyleMap();
  for (const name of ["width", "height"] as const) {
    const pixels = Number.parseFloat(element.getAttribute(`data-${name}`) ?? "");
    if (pixels > 0 && String(style.get(name)) === "auto" && isFree(element, name)) {
      element.style[name] = `${pixels}px`;
    }
  }
}

/** An element that is held on both sides has its size from there. */
function isFree(element: HTMLElement, name: "width" | "height"): boolean {
  const { position } = getComputedStyle(element);
  if (position !== "absolute" && position !== "fixed") return true;
  const style = element.computedStyleMap();
  const sides = name === "width" ? ["left", "right"] : ["top", "bottom"];
  return sides.some((side) => String(style.get(side)) === "auto");
}

function placeClip(clip: HTMLElement): void {
  if (getComputedStyle(clip).position !== "static") return;
  if (clip.matches(compositionSelector)) giveSize(clip);
  const style = clip.computedStyleMap();
  const isAuto = (property: string): boolean => String(style.get(property)) === "auto";
  const free = { x: isAuto("left") && isAuto("right"), y: isAuto("top") && isAuto("bottom") };
  const sized = !isAuto("width") || !isAuto("height");
  clip.style.position = "absolute";
  if (free.x) clip.style.left = "0";
  if (free.y) clip.style.top = "0";
  if (free.x && free.y && !sized && !isReplaced(clip)) {
    clip.style.width = "100%";
    clip.style.height = "100%";
  }
}

/** Pictures and the like have a size of their own. */
function isReplaced(element: Element): boolean {
  return ["img", "video", "canvas", "iframe", "embed", "object", "audio"].includes(element.localName);
}
