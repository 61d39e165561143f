import type { Border, Shadow } from "../settings/narration-settings.ts";
import { words } from "./blend-layer.ts";
import type { Box } from "./presenter-box.ts";

/** What lies behind a presenter: shadow and border. */
interface PlateRequest {
  readonly box: Box;
  readonly radius: number;
  /** In device pixels. */
  readonly border: number;
  readonly borderColor: Border["color"];
  readonly shadow: Shadow | null;
  /** How dark the shadow is: 1 as its colour says. */
  readonly shadowStrength: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}

/** A picture that is drawn over the frame: BGRA, colours multiplied by alpha. */
export interface Plate {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly box: Box;
}

/** How far a shadow reaches beyond its shape, on the side where it reaches farthest. A Gaussian ends at three deviations. */
export function shadowReach(shadow: Shadow | null, scale: number): number {
  if (!shadow) return 0;
  return Math.ceil((shadow.blur * 1.5 + Math.max(Math.abs(shadow.x), Math.abs(shadow.y))) * scale) + 1;
}

/** Draws shadow and border; `null` if there is neither. */
export async function drawPlate(request: PlateRequest): Promise<Plate | null> {
  const { box, border, shadow, scale, shadowStrength } = request;
  const hasShadow = shadow !== null && shadowStrength > 0;
  if (border === 0 && !hasShadow) return null;
  const reach = hasShadow ? shadowReach(shadow, scale) : 0;
  const outer = {
    x: box.x - reach,
    y: box.y - reach,
    width: box.width + 2 * reach,
    height: box.height + 2 * reach,
  };
  const svg = svgOf(request, { ...outer, reach });
  const { default: sharp } = await import("sharp");
  const { data } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: multiplied(data), box: outer };
}

/**
 * Clears what an opaque picture hides, so that it need not be drawn. The box is the picture's, beside the plate's own; of the
 * mask, only what is covered wholly counts.
 */
export function clearBehind({ pixels, box }: Plate, hidden: Box, mask: Uint8Array | null): void {
  const to = words(pixels);
  for (let y = 0; y < hidden.height; y += 1) {
    const row = (hidden.y - box.y + y) * box.width + hidden.x - box.x;
    for (let x = 0; x < hidden.width; x += 1) {
      if (!mask || mask[y * hidden.width + x] === 255) to[row + x] = 0;
    }
  }
}

function svgOf(
  { box, radius, border, borderColor, shadow, shadowStrength, scale }: PlateRequest,
  { width, height, reach }: Pick<Box, "width" | "height"> & { readonly reach: number },
): string {
  const shape = (x: number, y: number, paint: string): string =>
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="${radius}" ry="${radius}" ${paint}/>`;
  const cast = shadow && shadowStrength > 0 ? shadow : null;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    // As CSS has it, the blur is twice the deviation: https://drafts.csswg.org/css-backgrounds/#shadow-blur
    `<filter id="b" x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${((cast?.blur ?? 0) * scale) / 2}"/></filter>`,
    cast
      ? `<g opacity="${shadowStrength}">${shape(reach + cast.x * scale, reach + cast.y * scale, `fill="${cast.color}" filter="url(#b)"`)}</g>`
      : "",
    border > 0 ? shape(reach, reach, `fill="${borderColor}"`) : "",
    "</svg>",
  ].join("");
}

/** RGBA to BGRA with colours multiplied by alpha. */
function multiplied(rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(rgba.length);
  for (let index = 0; index < rgba.length; index += 4) {
    const alpha = rgba[index + 3] ?? 0;
    pixels[index] = Math.round(((rgba[index + 2] ?? 0) * alpha) / 255);
    pixels[index + 1] = Math.round(((rgba[index + 1] ?? 0) * alpha) / 255);
    pixels[index + 2] = Math.round(((rgba[index] ?? 0) * alpha) / 255);
    pixels[index + 3] = alpha;
  }
  return pixels;
}
