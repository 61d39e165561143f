import { setterOf } from "../realm.ts";
import { quoted } from "./family-list.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Letters of very different widths. */
const sample = "mmMMwwWWiillII.,@&0123456789";

/** As the browser has it: pages' canvases hear of fonts first. */
const setFont = setterOf(
  Object.getOwnPropertyDescriptor(
    (globalThis.CanvasRenderingContext2D ?? globalThis.OffscreenCanvasRenderingContext2D).prototype,
    "font",
  ),
);

const installed = new Map<string, boolean>();
let own: Context | null = null;

/** A family that is not there leaves the width to the one behind it. */
export function isInstalled(family: string): boolean {
  const known = installed.get(family);
  if (known !== undefined) return known;
  const name = quoted(family);
  const differs = ["serif", "monospace"].some((other) => widthIn(`${name}, ${other}`) !== widthIn(other));
  // These have no letters to measure.
  const value = differs || /emoji|symbol|math/i.test(family);
  installed.set(family, value);
  return value;
}

/** A canvas's `font` as the browser writes it; what it does not understand is the font of an empty canvas. */
export function writtenFont(font: string): string {
  const context = measuringContext();
  if (!context) return "";
  setFont?.(context, ["10px sans-serif"]);
  setFont?.(context, [font]);
  return context.font;
}

function widthIn(family: string): number {
  const context = measuringContext();
  if (!context) return 0;
  setFont?.(context, [`72px ${family}`]);
  return context.measureText(sample).width;
}

function measuringContext(): Context | null {
  own ??= openCanvas().getContext("2d");
  return own;
}

function openCanvas(): HTMLCanvasElement | OffscreenCanvas {
  return "document" in globalThis ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
}
