import type { Sharp } from "sharp";

/** A picture of its own memory: RGBA with straight alpha, rows from the top. */
export interface StillPicture {
  readonly rgba: Uint8Array;
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
}

/** Copies a frame's pixels, whose memory is reused, and turns BGRA into RGBA. */
export function keepPicture(
  bgra: Uint8Array,
  { width, height }: Pick<StillPicture, "width" | "height">,
): StillPicture {
  const rgba = Uint8Array.from(bgra);
  const pixels = new Uint32Array(rgba.buffer);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = pixels[index] ?? 0;
    pixels[index] = (pixel & 0xff00ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
  }
  return { rgba, width, height };
}

/** A picture as an image that can be scaled and written. */
export async function imageOf({ rgba, width, height }: StillPicture, transparent: boolean): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  const image = sharp(rgba, { raw: { width, height, channels: 4 } });
  return transparent ? image : image.removeAlpha();
}

/** The bytes of a file; the ending says which format. */
export async function encodeImage(image: Sharp, ending: string): Promise<Uint8Array> {
  switch (ending.toLowerCase()) {
    case ".jpg":
    case ".jpeg":
      // Text and flat colours lose their edges where colours are thinned out.
      return image.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }).toBuffer();
    case ".webp":
      return image.webp({ lossless: true, effort: 4 }).toBuffer();
    default:
      return image.png({ compressionLevel: 9 }).toBuffer();
  }
}
