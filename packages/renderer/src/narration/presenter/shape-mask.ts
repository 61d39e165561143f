import type { Size } from "./presenter-box.ts";

/** How much of each pixel lies in a rectangle with round corners that fills a picture, from 0 to 255. Radius in pixels. */
export function shapeMask({ width, height }: Size, radius: number): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(width * height).fill(255);
  const reach = Math.min(Math.ceil(radius), width, height);
  for (let y = 0; y < reach; y += 1) {
    for (let x = 0; x < reach; x += 1) {
      // The edge is so nearly straight within a pixel that its distance from the middle tells how much is covered.
      const distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
      const isCorner = x + 0.5 < radius && y + 0.5 < radius;
      const coverage = isCorner ? Math.round(255 * Math.min(1, Math.max(0, radius - distance + 0.5))) : 255;
      for (const row of [y, height - 1 - y]) {
        mask[row * width + x] = coverage;
        mask[row * width + width - 1 - x] = coverage;
      }
    }
  }
  return mask;
}
