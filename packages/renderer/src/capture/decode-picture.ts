/** The pixels of a PNG, given in base64: BGRA, rows from the top; with straight alpha if transparent, else opaque. */
export async function decodePicture(
  png: string,
  { transparent }: { readonly transparent: boolean },
): Promise<Uint8Array> {
  // Loaded only now, so that it does not delay the start of the browser.
  const { default: sharp } = await import("sharp");
  // Each picture is decoded once.
  sharp.cache(false);
  const image = sharp(Buffer.from(png, "base64"));
  const { data } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const opaque = transparent ? 0 : 0xff000000;
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = pixels[index] ?? 0;
    // Little-endian ABGR to ARGB: red and blue change places. Colours are not pre-multiplied, so alpha can just go.
    pixels[index] = opaque | (pixel & 0xff00ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
  }
  return data;
}
