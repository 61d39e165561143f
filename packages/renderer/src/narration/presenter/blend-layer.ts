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
      if (pixel === 0) continue;
      const coverage = mask ? by255((mask[source] ?? 0) * factor) : factor;
      if (coverage === 255 && pixel >>> 24 === 255) to[place] = pixel;
      else if (coverage !== 0) to[place] = over(pixel, coverage, to[place] ?? 0);
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
function overlap({ width, height }: Size, box: Box): Box {
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

/** Two channels of a pixel at once, 16 bits for each: half the work, which counts where a face changes each frame. */
const PAIR = 0x00ff00ff;

function over(pixel: number, coverage: number, below: number): number {
  const isWhole = coverage === 255;
  const greenAlpha = isWhole ? (pixel >>> 8) & PAIR : pairBy255((pixel >>> 8) & PAIR, coverage);
  const blueRed = isWhole ? pixel & PAIR : pairBy255(pixel & PAIR, coverage);
  const rest = 255 - (greenAlpha >>> 16);
  const upper = saturated(greenAlpha + pairBy255((below >>> 8) & PAIR, rest));
  const lower = saturated(blueRed + pairBy255(below & PAIR, rest));
  return (upper << 8) | lower;
}

/** As `by255`, for two. */
function pairBy255(pair: number, factor: number): number {
  const products = (Math.imul(pair, factor) + 0x00800080) | 0;
  return ((products + ((products >>> 8) & PAIR)) >>> 8) & PAIR;
}

/** Pictures that were compressed may have colours above their alpha. */
function saturated(pair: number): number {
  const over255 = (pair >>> 8) & 0x00010001;
  return over255 === 0 ? pair : (pair | (over255 * 255)) & PAIR;
}

/** Divides a product of two bytes by 255, rounded. */
function by255(value: number): number {
  return ((value + 128) * 257) >>> 16;
}
