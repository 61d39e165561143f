import type { EncodeRequest } from "./format.ts";
import type { Quality } from "./quality.ts";
import { bt709Tags, i420Input, oneGroup } from "./raw-input.ts";

/** Chosen by SSIM and size against a lossless reference: docs/decisions/encode.md#quality */
const settings: Readonly<Record<Quality, { readonly preset: string; readonly crf: number }>> = {
  draft: { preset: "superfast", crf: 24 },
  standard: { preset: "superfast", crf: 18 },
  high: { preset: "veryfast", crf: 11 },
};
/**
 * "superfast" leaves out macroblock-tree rate control. With it, it is as good as "veryfast" at a size, in two thirds
 * of the time; and it chooses transforms of 8 × 8 so hastily that it does better without: docs/decisions/encode.md#quality
 */
const SETTINGS = "mbtree=1:rc-lookahead=1:8x8dct=0";
/** Without it, processors with SSE2, SSSE3 or AVX-512 get other bytes each; it costs nothing: docs/decisions/encode.md#processors */
const ANY_PROCESSOR = "cpu-independent=1";

/**
 * FFmpeg arguments that turn raw I420 pictures on standard input into one closed group of H.264 pictures, that players
 * everywhere decode and that still pictures can be inserted into.
 */
export function h264Arguments(request: EncodeRequest): string[] {
  const { preset, crf } = settings[request.quality];
  const peak = `${(request.bitrate ?? 0) * 2}`;
  const rateControl =
    request.bitrate === null
      ? ["-crf", `${request.crf ?? crf}`]
      : ["-b:v", `${request.bitrate}`, "-maxrate", peak, "-bufsize", peak];
  return [
    ...i420Input(request),
    ...["-c:v", "libx264", "-preset", preset, "-x264-params", `${SETTINGS}:${ANY_PROCESSOR}`, ...rateControl],
    // One reference and no B-pictures: each picture follows from the one shown before it, so a still picture can be
    // inserted after any of them. See assemble/h264.
    ...["-bf", "0", "-refs", "1"],
    // PageSpec cuts inside the group get I-pictures that are no entry points.
    ...oneGroup,
    ...["-keyint_min", "50000"],
    // The bytes depend on the number of threads, so it must not depend on the machine. Workers use the other cores.
    ...["-threads", "1"],
    ...bt709Tags,
    ...["-f", "h264"],
  ];
}
