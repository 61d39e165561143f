import type { EncodeRequest } from "./format.ts";
import type { Quality } from "./quality.ts";
import { bt709Tags, i420Input, oneGroup, sameBytes } from "./raw-input.ts";

/** Chosen by SSIM and size against a lossless reference: docs/decisions/encode.md#other-codecs */
const settings: Readonly<Record<Quality, { readonly preset: number; readonly crf: number }>> = {
  draft: { preset: 12, crf: 38 },
  standard: { preset: 10, crf: 24 },
  high: { preset: 8, crf: 14 },
};

/** The least width and height that SVT-AV1 takes. */
export const LEAST_AV1_SIZE = 64;

/** FFmpeg arguments that turn raw I420 pictures on standard input into one closed group of AV1 pictures. */
export function av1Arguments(request: EncodeRequest): string[] {
  const { preset, crf } = settings[request.quality];
  return [
    ...i420Input(request),
    // One level of parallelism: https://gitlab.com/AOMediaCodec/SVT-AV1/-/blob/master/Docs/Parameters.md
    ...["-c:v", "libsvtav1", "-preset", `${preset}`, "-svtav1-params", "lp=1"],
    ...(request.bitrate === null ? ["-crf", `${request.crf ?? crf}`] : ["-b:v", `${request.bitrate}`]),
    ...[...oneGroup, ...sameBytes, ...bt709Tags],
    ...["-f", "matroska"],
  ];
}
