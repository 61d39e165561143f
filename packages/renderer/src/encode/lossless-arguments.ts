import type { EncodeRequest } from "./format.ts";
import { bgraInput, sameBytes } from "./raw-input.ts";

/**
 * FFmpeg arguments that keep pictures in BGRA as they are, quickly: for formats whose pictures depend on all others,
 * such as a GIF with one palette.
 */
export function losslessArguments(request: EncodeRequest): string[] {
  return [
    ...bgraInput(request),
    ...["-c:v", "ffv1", "-level", "3", "-slices", "4", "-slicecrc", "0", "-g", "1", "-pix_fmt", "bgr0"],
    ...[...sameBytes, "-f", "matroska"],
  ];
}
