import { clipStyle } from "./clips.ts";

/** The size of the picture in CSS pixels. */
export interface RootSize {
  readonly width: number;
  readonly height: number;
}

/** Gives the root its size, and its direct clips a place where the author gave none. */
export function layOutRoot(root: HTMLElement | null, size: RootSize): void {
  const rootRule = root
    ? `[data-composition-id]:not([data-composition-id] *) {
         overflow: hidden !important; width: ${size.width}px; height: ${size.height}px; }`
    : "";
  // In a layer, so that any rule of the author's wins.
  const bodyRule = root ? "@layer hyperframes { body { margin: 0; } }" : "";
  // A sheet that is adopted, not inserted: the page's tree, and so its selectors, stay as they were written.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${bodyRule} ${rootRule} ${clipStyle}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  if (!root) return;
  if (getComputedStyle(root).position === "static") root.style.position = "relative";
  for (const child of root.children) {
    if (child instanceof HTMLElement && child.hasAttribute("data-start")) placeClip(child);
  }
}

function placeClip(clip: HTMLElement): void {
  if (getComputedStyle(clip).position !== "static") return;
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
