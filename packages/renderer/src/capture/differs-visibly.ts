/**
 * Layers that Chromium has drawn before it keeps at the place and scale they were first drawn at, which moves the
 * roundings of a few edge pixels by one step: nobody sees it. docs/decisions/chunks-and-cache.md#seams
 */
const LARGEST_DIFFERENCE = 2;

/** Whether somebody could tell two renderings of a frame from one another. */
export function differsVisibly(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return true;
  if (Buffer.compare(a, b) === 0) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (Math.abs((a[index] ?? 0) - (b[index] ?? 0)) > LARGEST_DIFFERENCE) return true;
  }
  return false;
}
