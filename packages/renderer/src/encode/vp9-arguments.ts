import { evenUp } from "./even-up.ts";
import type { EncodeRequest } from "./format.ts";
import type { Quality } from "./quality.ts";
import { bgraInput, bt709Tags, i420Input, oneGroup, sameBytes, toYcbcr } from "./raw-input.ts";

/** Chosen by SSIM and size against a lossless reference: docs/decisions/encode.md#other-codecs */
const settings: Readonly<Record<Quality, Setting>> = {
  draft: { deadline: "realtime", speed: 8, crf: 36 },
  standard: { deadline: "good", speed: 5, crf: 28 },
  high: { deadline: "good", speed: 4, crf: 14 },
};

interface Setting {
  readonly deadline: "realtime" | "good";
  /** The higher, the faster; deadlines have scales of their own. */
  readonly speed: number;
  readonly crf: number;
}

/** FFmpeg arguments that turn raw I420 pictures on standard input into one closed group of VP9 pictures. */
export function vp9Arguments(request: EncodeRequest): string[] {
  return [...i420Input(request), ...encoderArguments(request)];
}

/** The same for pictures in BGRA with straight alpha, which goes into a second layer. */
export function vp9AlphaArguments(request: EncodeRequest): string[] {
  return [
    ...bgraInput(request),
    ...["-vf", [...evenSize(request), toYcbcr("yuva420p")].join(",")],
    ...encoderArguments(request),
    // The layer of alpha must have its pictures in the order in which they are shown.
    ...["-auto-alt-ref", "0"],
  ];
}

/** Repeats the last column or row of an odd size. */
function evenSize({ width, height }: EncodeRequest): string[] {
  if (width % 2 === 0 && height % 2 === 0) return [];
  return [
    `format=gbrap,pad=${evenUp(width)}:${evenUp(height)}`,
    `fillborders=right=${width % 2}:bottom=${height % 2}:mode=smear`,
  ];
}

function encoderArguments(request: EncodeRequest): string[] {
  const { deadline, speed, crf } = settings[request.quality];
  return [
    // https://trac.ffmpeg.org/wiki/Encode/VP9: a bit rate of 0 makes the rate factor count alone.
    ...["-c:v", "libvpx-vp9", "-deadline", deadline, "-cpu-used", `${speed}`, "-row-mt", "0"],
    ...(request.bitrate === null
      ? ["-crf", `${request.crf ?? crf}`, "-b:v", "0"]
      : ["-b:v", `${request.bitrate}`]),
    ...[...oneGroup, ...sameBytes, ...bt709Tags],
    ...["-f", "matroska"],
  ];
}
