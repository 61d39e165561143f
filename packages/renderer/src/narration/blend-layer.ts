import type { Box, Size } from "./presenter-box.ts";

/** A picture in BGRA. */
export interface Layer extends Size {
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** How a layer is put over another. */
export interface LayerPlace {
  /** Where its upper left corner comes to lie; may be outside. */
  readonly x: number;
  readonly y: number;
  /** Coverage of each of its pixels, 0 to 255; `null`: all of them. */
  readonly mask: Uint8Array | null;
  /** 0 to 1. */
  readonly opacity: number;
}

/**
 * Puts a layer, whose colours are multiplied by its alpha, over another of the same kind. What lies outside is left
 * out.
 */
export function blendLayer(target: Layer, layer: Layer, { x, y, mask, opacity }: LayerPlace): void {
  const [from, to] = [words(layer.pixels), words(target.pixels)];
  const shown = overlap(target, { x, y, width: layer.width, height: layer.height });
  const factor = Math.round(opacity * 255);
  for (let row = shown.y; row < shown.y + shown.height; row += 1) {
    let source = (row - y) * layer.width + shown.x - x;
    const end = row * target.width + shown.x + shown.width;
    for (let place = end - shown.width; place < end; place += 1, source += 1) {
      const pixel = from[source] ?? 0;
      const coverage = mask ? by255((mask[source] ?? 0) * factor) : factor;
      if (coverage === 255 && pixel >>> 24 === 255) to[place] = pixel;
      else if (coverage !== 0 && pixel !== 0) to[place] = over(pixel, coverage, to[place] ?? 0);
    }
  }
}

/** Multiplies the colours of a layer by its alpha, in place. */
export function multiplyAlpha({ pixels }: Layer): void {
  for (let index = 0; index < pixels.length; index += 4) {
    const alpha = pixels[index + 3] ?? 0;
    if (alpha === 255) continue;
    for (let channel = index; channel < index + 3; channel += 1) {
      pixels[channel] = by255((pixels[channel] ?? 0) * alpha);
    }
  }
}

/** Takes that back; colours are black where alpha is 0. */
export function divideAlpha({ pixels }: Layer): void {
  for (let index = 0; index < pixels.length; index += 4) {
    const alpha = pixels[index + 3] ?? 0;
    if (alpha === 255) continue;
    for (let channel = index; channel < index + 3; channel += 1) {
      const value = alpha === 0 ? 0 : Math.round(((pixels[channel] ?? 0) * 255) / alpha);
      pixels[channel] = Math.min(255, value);
    }
  }
}

/** The common part of a picture and a box in it; may be empty. */
export function overlap({ width, height }: Size, box: Box): Box {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  return {
    x,
    y,
    width: Math.max(0, Math.min(width, box.x + box.width) - x),
    height: Math.max(0, Math.min(height, box.y + box.height) - y),
  };
}

/** A pixel's four bytes as one number; memory of pictures is aligned. */
export function words({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function over(pixel: number, coverage: number, below: number): number {
  const alpha = by255((pixel >>> 24) * coverage);
  const rest = 255 - alpha;
  const blue = by255((pixel & 255) * coverage) + by255((below & 255) * rest);
  const green = by255(((pixel >>> 8) & 255) * coverage) + by255(((below >>> 8) & 255) * rest);
  const red = by255(((pixel >>> 16) & 255) * coverage) + by255(((below >>> 16) & 255) * rest);
  const sum = alpha + by255((below >>> 24) * rest);
  return (
    (Math.min(255, sum) << 24) |
    (Math.min(255, red) << 16) |
    (Math.min(255, green) << 8) |
    Math.min(255, blue)
  );
}

/** Divides a product of two bytes by 255, rounded. */
function by255(value: number): number {
  return ((value + 128) * 257) >>> 16;
}
