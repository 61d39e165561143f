import sharp from "sharp";

/** The pixels of a PNG, given in base64: BGRA, opaque, rows from the top. */
export async function decodePicture(png: string): Promise<Uint8Array> {
  const image = sharp(Buffer.from(png, "base64"));
  const { data } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = pixels[index] ?? 0;
    // Little-endian ABGR to ARGB: red and blue change places. Colours are not pre-multiplied, so alpha can just go.
    pixels[index] = 0xff000000 | (pixel & 0xff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
  }
  return data;
}
