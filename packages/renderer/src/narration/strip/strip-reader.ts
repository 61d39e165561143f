import { CompressedStripReader } from "./compressed-strip-reader.ts";
import type { PresenterStrip } from "./presenter-strip.ts";
import { RawStripReader } from "./raw-strip-reader.ts";

/** Reads a strip's pictures forwards, from any frame on. After its last one, that is held. */
export interface StripReader extends AsyncDisposable {
  /** BGRA, colours multiplied by alpha. Its memory is used for other frames later. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /**
   * Goes to a frame of the clip at the composition's rate, which must not be before the last one. Returns whether
   * another picture was read.
   *
   * @throws {EncodeError} if not a single one could be.
   */
  goTo(frame: number): Promise<boolean>;
}

/**
 * Opens a strip once it can be read.
 *
 * @param first the first frame of the clip that will be asked for.
 * @throws {NarrationError} if the clip cannot be read.
 */
export async function openStrip(ffmpeg: string, strip: PresenterStrip, first: number): Promise<StripReader> {
  if (strip.kind === "raw") return new RawStripReader(strip);
  await strip.made;
  return new CompressedStripReader(ffmpeg, strip, first);
}
