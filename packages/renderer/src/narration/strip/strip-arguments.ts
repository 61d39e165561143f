import { hostileInput } from "../../ffmpeg/hostile-input.ts";
import type { VideoTrackInfo } from "../../ffmpeg/media-info.ts";
import { formatFrameRate } from "../../timeline/frame-rate.ts";
import type { Box } from "../presenter/presenter-box.ts";
import { stripPictures, type PresenterStrip, type StripRequest } from "./presenter-strip.ts";

/** FFmpeg's arguments that make a strip of a clip, without the file. */
export function stripArguments(request: StripRequest, kind: PresenterStrip["kind"]): string[] {
  return [...input(request), ...filters(request, kind), ...outputs[kind]];
}

/** Whether a strip's pictures have alpha. */
export function hasAlpha({ video, key }: StripRequest): boolean {
  return key !== null || video.hasAlpha;
}

/** A second decoder of the same name knows nothing of the alpha of VP8 and VP9. */
const alphaDecoders: Readonly<Record<string, readonly string[]>> = {
  vp8: ["-c:v", "libvpx"],
  vp9: ["-c:v", "libvpx-vp9"],
};

function input({ file, video }: StripRequest): string[] {
  return [...(video.hasAlpha ? (alphaDecoders[video.codec] ?? []) : []), ...hostileInput(file)];
}

/** Time stamps in whole milliseconds may be a little late; no frame is so short. */
const TOLERANCE = 0.0015;

function filters(request: StripRequest, kind: PresenterStrip["kind"]): string[] {
  const { video, crop, size } = request;
  const { rate, first, end } = stripPictures(request);
  const scaled = `${size.width}:${size.height}`;
  const picture = [
    `setpts=PTS-${TOLERANCE}/TB`,
    // Picture `n` is the last one that begins at `n / rate` or before.
    `fps=${formatFrameRate(rate)}:start_time=0:round=up`,
    `trim=start_frame=${first}:end_frame=${end}`,
    "setpts=PTS-STARTPTS",
    ...(hasAlpha(request) ? ["format=yuva444p", ...keyFilters(request)] : []),
    `crop=${whole(crop)}:exact=1`,
    ...(hasAlpha(request)
      ? // A transparent pixel's colour must not run into its neighbours.
        [
          `scale=${toRgb(video)}`,
          "format=gbrap",
          "premultiply=inplace=1",
          `scale=${scaled}:flags=bicubic+accurate_rnd`,
        ]
      : [`scale=${scaled}:${toRgb(video)}`]),
    // Scaling to BGRA at once takes twice as long as by way of planes.
    hasAlpha(request) ? "format=gbrap" : "format=gbrp",
  ].join(",");
  const stacked =
    hasAlpha(request) && kind === "compressed"
      ? `${picture},split[a][b];[a]format=gbrp[c];[b]format=gbrap,alphaextract,format=gbrp[d];[c][d]vstack[v]`
      : `${picture}[v]`;
  return ["-filter_complex", `[0:${video.index}]${stacked}`, "-map", "[v]"];
}

function toRgb(video: VideoTrackInfo): string {
  return `in_color_matrix=${matrixOf(video)}:flags=bicubic+accurate_rnd+full_chroma_int`;
}

function whole({ x, y, width, height }: Box): string {
  return [width, height, x, y].map((value) => Math.round(value)).join(":");
}

/** https://ffmpeg.org/ffmpeg-filters.html#erosion-1 of the alpha alone. */
const thinAlpha = "erosion=threshold0=0:threshold1=0:threshold2=0";

function keyFilters({ key }: StripRequest): string[] {
  if (!key) return [];
  const { color, similarity, blend, despill } = key;
  const [red, green, blue] = [1, 3, 5].map((place) => Number.parseInt(color.slice(place, place + 2), 16));
  const spilt = (blue ?? 0) > (green ?? 0) && (blue ?? 0) > (red ?? 0) ? "blue" : "green";
  return [
    `chromakey=color=0x${color.slice(1)}:similarity=${similarity}:blend=${blend}`,
    ...(despill ? [`despill=type=${spilt}`] : []),
    // A sample of chroma lies over two by two pixels, so the outermost two of the subject have some of the background.
    ...[thinAlpha, thinAlpha],
  ];
}

/** Pictures that do not say how they are coded are, from HD on, what HD is: https://www.itu.int/rec/R-REC-BT.709 */
function matrixOf({ height }: VideoTrackInfo): string {
  return height >= 720 ? "bt709" : "auto";
}

const raw = ["-f", "rawvideo", "-pix_fmt", "bgra"];
/** Visually lossless RGB, without alpha, and quick to decode from any frame on. One thread: the same bytes everywhere. */
const compressed = [
  ...["-c:v", "libx264rgb", "-preset", "ultrafast", "-tune", "fastdecode", "-crf", "6", "-bf", "0"],
  ...["-g", "12", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact"],
  ...["-an", "-sn", "-f", "matroska"],
];
const outputs: Readonly<Record<PresenterStrip["kind"], readonly string[]>> = { raw, compressed };
