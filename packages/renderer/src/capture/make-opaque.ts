const OPAQUE = 0xff000000;

/**
 * Turns pre-multiplied BGRA pixels into opaque ones of the same colour, in place.
 */
export function makeOpaque(picture: Uint8Array): void {
  const pixels = new Uint32Array(picture.buffer, picture.byteOffset, picture.byteLength / 4);
  // Nearly always all are opaque, which this finds out at eight pixels a step.
  let all = OPAQUE;
  for (let index = 0; index + 7 < pixels.length; index += 8) {
    all &=
      at(pixels, index) &
      at(pixels, index + 1) &
      at(pixels, index + 2) &
      at(pixels, index + 3) &
      at(pixels, index + 4) &
      at(pixels, index + 5) &
      at(pixels, index + 6) &
      at(pixels, index + 7);
  }
  const rest = pixels.subarray(pixels.length - (pixels.length % 8));
  for (const pixel of rest) all &= pixel;
  if (all >>> 24 !== 0xff) divideByAlpha(pixels);
}

function divideByAlpha(pixels: Uint32Array): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = at(pixels, index);
    const alpha = pixel >>> 24;
    if (alpha !== 0xff) pixels[index] = unpremultiply(pixel, alpha);
  }
}

function unpremultiply(pixel: number, alpha: number): number {
  if (alpha === 0) return OPAQUE >>> 0;
  const channel = (shift: number): number => {
    const value = Math.round((((pixel >>> shift) & 0xff) * 255) / alpha);
    return Math.min(255, value) << shift;
  };
  return (OPAQUE | channel(16) | channel(8) | channel(0)) >>> 0;
}

function at(pixels: Uint32Array, index: number): number {
  return pixels[index] ?? 0;
}
