import { PNG } from "pngjs";
import type { PageSpec } from "../../src/capture/frame-source.ts";

/** UPDATE_GOLDEN=1 writes the golden images anew; look at them before they are committed. */
export const updateGolden = process.env["UPDATE_GOLDEN"] === "1";

/** Where a golden image lies. */
export function goldenImage(name: string): URL {
  return new URL(`../../../../test/fixtures/golden/${name}.png`, import.meta.url);
}

/** The pixels of a take as a PNG. */
export function encodePicture(bgra: Buffer, { width, height }: PageSpec): Buffer {
  const image = new PNG({ width, height });
  for (let index = 0; index < bgra.length; index += 4) {
    image.data.set([bgra[index + 2]!, bgra[index + 1]!, bgra[index]!, 255], index);
  }
  return PNG.sync.write(image);
}
