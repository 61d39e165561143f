import { formatFrameRate } from "../timeline/frame-rate.ts";
import { evenUp } from "./even-up.ts";
import type { EncodeRequest } from "./format.ts";

type Input = Pick<EncodeRequest, "width" | "height" | "rate">;

/** FFmpeg arguments for pictures in I420 on standard input, which are padded to even sizes. */
export function i420Input({ width, height, rate }: Input): string[] {
  return rawInput({ width: evenUp(width), height: evenUp(height), rate }, "yuv420p");
}

/** FFmpeg arguments for pictures in BGRA, with straight alpha if any, on standard input. */
export function bgraInput(input: Input): string[] {
  return rawInput(input, "bgra");
}

function rawInput({ width, height, rate }: Input, pixels: string): string[] {
  return [
    ...["-f", "rawvideo", "-pix_fmt", pixels, "-video_size", `${width}x${height}`],
    ...["-framerate", formatFrameRate(rate), "-i", "pipe:0"],
  ];
}

/** A filter that turns BGRA into YCbCr in BT.709's limited range; alpha, if the pixel format has it, stays straight. */
export function toYcbcr(pixels: string): string {
  return [
    "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+bicubic",
    `format=${pixels}`,
    // Some encoders look for these tags at the pictures alone.
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709",
  ].join(",");
}

/** https://www.itu.int/rec/T-REC-H.273: matrix, primaries, transfer and range as HD players assume them. */
export const bt709Tags: readonly string[] = [
  ...["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
];

/**
 * The bytes depend on the number of threads, so it must not depend on the machine: workers use the other cores. No
 * version of ffmpeg and no random number goes into the segment.
 */
export const sameBytes: readonly string[] = [
  "-threads",
  "1",
  "-fflags",
  "+bitexact",
  "-flags:v",
  "+bitexact",
];

/** The chunk is one group of pictures: it has one key frame, at its start. */
export const oneGroup: readonly string[] = ["-g", "100000"];
