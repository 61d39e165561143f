import type { EncodeRequest } from "./format.ts";
import { bgraInput, bt709Tags, sameBytes, toYcbcr } from "./raw-input.ts";

/** FFmpeg arguments that turn pictures in BGRA with straight alpha into ProRes 4444, alpha without loss. */
export function proresAlphaArguments(request: EncodeRequest): string[] {
  return proresArguments(request, "yuva444p10le", ["-alpha_bits", "16"]);
}

/** The same for opaque pictures. */
export function proresOpaqueArguments(request: EncodeRequest): string[] {
  return proresArguments(request, "yuv444p10le", ["-alpha_bits", "0"]);
}

function proresArguments(request: EncodeRequest, pixels: string, alpha: readonly string[]): string[] {
  return [
    ...bgraInput(request),
    ...["-vf", toYcbcr(pixels)],
    // Profile 4 is 4444. Some editors take only files that Apple's own encoder could have written.
    ...["-c:v", "prores_ks", "-profile:v", "4", ...alpha, "-vendor", "apl0"],
    ...[...sameBytes, ...bt709Tags],
    ...["-f", "mov"],
  ];
}
