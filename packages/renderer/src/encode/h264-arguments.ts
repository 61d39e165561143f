import { formatFrameRate, type FrameRate } from "../timeline/frame-rate.ts";

/** How good the picture is, and how long it takes. */
export const qualities = ["draft", "standard", "high"] as const;

/** The name of a quality. */
export type Quality = (typeof qualities)[number];

/** How a chunk's pictures come in and are encoded. Sizes are in device pixels, and even. */
export interface H264Request {
  readonly width: number;
  readonly height: number;
  readonly rate: FrameRate;
  readonly quality: Quality;
  /** Constant rate factor, 0 (lossless) to 51; `null`: the quality's own. */
  readonly crf: number | null;
  /** Average bits per second, instead of a constant rate factor. */
  readonly bitrate: number | null;
}

/** Chosen by SSIM and size against a lossless reference: docs/decisions.md#quality */
const settings: Readonly<Record<Quality, { readonly preset: string; readonly crf: number }>> = {
  draft: { preset: "superfast", crf: 25 },
  standard: { preset: "superfast", crf: 18 },
  high: { preset: "veryfast", crf: 12 },
};
/**
 * "superfast" leaves out macroblock-tree rate control. With it, it is as good as "veryfast" at a size, in two thirds
 * of the time: docs/decisions.md#quality
 */
const RATE_CONTROL = "mbtree=1:rc-lookahead=5";

/**
 * FFmpeg arguments that turn raw I420 pictures on standard input into one closed group of H.264 pictures, that players
 * everywhere decode and that still pictures can be inserted into.
 */
export function h264Arguments(request: H264Request): string[] {
  const { preset, crf } = settings[request.quality];
  const rateControl =
    request.bitrate === null
      ? ["-crf", `${request.crf ?? crf}`]
      : [
          "-b:v",
          `${request.bitrate}`,
          "-maxrate",
          `${request.bitrate * 2}`,
          "-bufsize",
          `${request.bitrate * 2}`,
        ];
  return [
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${request.width}x${request.height}`],
    ...["-framerate", formatFrameRate(request.rate), "-i", "pipe:0"],
    ...["-c:v", "libx264", "-preset", preset, "-x264-params", RATE_CONTROL, ...rateControl],
    // One reference and no B-pictures: each picture follows from the one shown before it, so a still picture can be
    // inserted after any of them. See assemble/h264.
    ...["-bf", "0", "-refs", "1"],
    // The chunk is one group of pictures; scene cuts inside get I-pictures that are no entry points.
    ...["-g", "100000", "-keyint_min", "50000"],
    // The bytes depend on the number of threads, so it must not depend on the machine. Workers use the other cores.
    ...["-threads", "1"],
    // https://www.itu.int/rec/T-REC-H.273: matrix, primaries, transfer and range as HD players assume them.
    ...["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
    ...["-f", "h264"],
  ];
}
