import type { NarrationPlaces, PictureBox } from "./narration-times.ts";

const nowhere: PictureBox = { x: 0, y: 0, width: 0, height: 0 };
const none: NarrationPlaces = {
  presenter: null,
  captions: null,
  safe: { top: 0, right: 0, bottom: 0, left: 0 },
};

/** Tells the page's styles, before any of them is read, what of the picture presenter and captions take. */
export function givePlaces(places: NarrationPlaces | null): void {
  const { presenter, captions, safe } = places ?? none;
  const boxes = { presenter, captions };
  for (const [name, box] of Object.entries(boxes)) {
    const { x, y, width, height } = box ?? nowhere;
    const sides = { left: x, top: y, width, height };
    for (const [side, length] of Object.entries(sides)) giveLength(`--hf-${name}-${side}`, length);
  }
  for (const [side, length] of Object.entries(safe)) giveLength(`--hf-safe-${side}`, length);
}

/** As an initial value it is there before any element, and no sheet or attribute of the page takes it away. */
function giveLength(name: string, length: number): void {
  CSS.registerProperty({ name, syntax: "<length>", inherits: true, initialValue: `${length}px` });
}
