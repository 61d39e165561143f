import type { Box, Size } from "./presenter/presenter-box.ts";
import type { Insets } from "./safe-area.ts";

/** The air between what is kept free and what stands beside it, in parts of the frame's shorter side. */
const AIR = 0.02;
/** Where less than this of the frame's sides would be left, whoever placed the boxes wants to fill the picture. */
const LEAST = 0.15;

const nothing: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * What must be left out at the sides of a frame, in CSS pixels, so that what remains touches none of the boxes and holds
 * the largest picture of the frame's own shape.
 */
export function freeArea(frame: Size, boxes: readonly Box[]): Insets {
  const air = Math.ceil(AIR * Math.min(frame.width, frame.height));
  const taken = boxes.map((box) => grown(box, air)).filter((box) => touch(box, { x: 0, y: 0, ...frame }));
  const lefts = [0, ...taken.map(({ x, width }) => x + width)];
  const rights = [frame.width, ...taken.map(({ x }) => x)];
  const tops = [0, ...taken.map(({ y, height }) => y + height)];
  const bottoms = [frame.height, ...taken.map(({ y }) => y)];
  const best = lefts
    .flatMap((left) => rights.map((right) => ({ x: left, width: right - left })))
    .flatMap((row) => tops.flatMap((top) => bottoms.map((y) => ({ ...row, y: top, height: y - top }))))
    .filter((area) => !taken.some((box) => touch(area, box)))
    .toSorted((a, b) => sizeOf(b, frame) - sizeOf(a, frame) || b.width * b.height - a.width * a.height)[0];
  if (!best || sizeOf(best, frame) < LEAST) return nothing;
  return {
    top: best.y,
    right: frame.width - best.x - best.width,
    bottom: frame.height - best.y - best.height,
    left: best.x,
  };
}

function grown({ x, y, width, height }: Box, air: number): Box {
  return { x: x - air, y: y - air, width: width + 2 * air, height: height + 2 * air };
}

function touch(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** How large a picture of the frame's shape fits in, in parts of the frame's sides. */
function sizeOf(area: Box, frame: Size): number {
  return Math.min(area.width / frame.width, area.height / frame.height);
}
