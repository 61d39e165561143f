import type { EncodeRequest } from "./format.ts";
import type { Quality } from "./quality.ts";
import { bt709Tags, i420Input, oneGroup, sameBytes } from "./raw-input.ts";

/** Chosen by SSIM and size against a lossless reference: docs/decisions/encode.md#other-codecs */
const settings: Readonly<Record<Quality, { readonly preset: string; readonly crf: number }>> = {
  draft: { preset: "veryfast", crf: 24 },
  standard: { preset: "medium", crf: 20 },
  high: { preset: "medium", crf: 14 },
};

/**
 * One thread, whatever the machine has, and no B-pictures, so that pictures are shown in the order they are stored in.
 * The encoder's name and settings do not go into the stream. https://x265.readthedocs.io/en/master/cli.html
 */
const PARAMETERS = "pools=none:frame-threads=1:bframes=0:scenecut=0:info=0:log-level=error";

/** FFmpeg arguments that turn raw I420 pictures on standard input into one closed group of H.265 pictures. */
export function h265Arguments(request: EncodeRequest): string[] {
  const { preset, crf } = settings[request.quality];
  return [
    ...i420Input(request),
    ...["-c:v", "libx265", "-preset", preset, "-x265-params", PARAMETERS],
    ...(request.bitrate === null ? ["-crf", `${request.crf ?? crf}`] : ["-b:v", `${request.bitrate}`]),
    ...[...oneGroup, ...sameBytes, ...bt709Tags],
    ...["-f", "matroska"],
  ];
}
