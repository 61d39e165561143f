import { safeArea } from "../safe-area.ts";
import type { Length, Placement } from "../settings/narration-settings.ts";

/** A width and a height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place in a picture. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where a presenter is at rest, in CSS pixels of the frame. */
export function presenterBox(placement: Placement, frame: Size, clip: Size): Box {
  const { size, shape, aspect } = placement;
  const height = Math.min(lengthOf(size, frame.height), frame.height);
  const ratio = shape === "circle" ? 1 : (aspect ?? clip.width / clip.height);
  const fitting = Math.min(height, frame.width / ratio);
  const box = { width: fitting * ratio, height: fitting };
  return { ...box, ...positionOf(placement, frame, box) };
}

function positionOf(placement: Placement, frame: Size, box: Size): Pick<Box, "x" | "y"> {
  const { position } = placement;
  if (!("corner" in position)) {
    return {
      x: lengthOf(position.x, frame.width) - box.width / 2,
      y: lengthOf(position.y, frame.height) - box.height / 2,
    };
  }
  const margin = lengthOf(placement.margin, Math.min(frame.width, frame.height));
  const inset = placement.safeArea ? safeArea(frame) : { top: 0, right: 0, bottom: 0, left: 0 };
  const isLeft = position.corner.endsWith("left");
  const isTop = position.corner.startsWith("top");
  return {
    x: isLeft
      ? Math.max(margin, inset.left * frame.width)
      : frame.width - box.width - Math.max(margin, inset.right * frame.width),
    y: isTop
      ? Math.max(margin, inset.top * frame.height)
      : frame.height - box.height - Math.max(margin, inset.bottom * frame.height),
  };
}

/** A length in pixels; parts are of `whole`. */
export function lengthOf(length: Length, whole: number): number {
  return "pixels" in length ? length.pixels : length.part * whole;
}

/**
 * The largest part of a clip that has a shape, made smaller by the zoom, with a point of the clip in its middle as far as
 * it lies within the clip.
 */
export function coverCrop(
  clip: Size,
  aspect: number,
  { zoom, focus }: Pick<Placement, "zoom" | "focus">,
): Box {
  const width = Math.min(clip.width, clip.height * aspect) / zoom;
  const height = width / aspect;
  return {
    x: within(focus.x * clip.width - width / 2, clip.width - width),
    y: within(focus.y * clip.height - height / 2, clip.height - height),
    width,
    height,
  };
}

/** The smallest box on whole pixels that holds another. */
export function wholeBox({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
