import type { EncodeRequest } from "./format.ts";
import { bgraInput, sameBytes } from "./raw-input.ts";

/** FFmpeg arguments that turn pictures in BGRA with straight alpha into one PNG after the other, in one file. */
export function pngAlphaArguments(request: EncodeRequest): string[] {
  return pngArguments(request, "rgba");
}

/** The same for opaque pictures. */
export function pngOpaqueArguments(request: EncodeRequest): string[] {
  return pngArguments(request, "rgb24");
}

function pngArguments(request: EncodeRequest, pixels: string): string[] {
  return [
    ...bgraInput(request),
    // Filtering each row as Paeth does is as small as trying all filters, at a third of the time.
    ...["-c:v", "png", "-pred", "paeth", "-pix_fmt", pixels],
    ...[...sameBytes, "-f", "image2pipe"],
  ];
}
