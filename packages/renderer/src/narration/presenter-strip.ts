import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { execa } from "execa";
import { diskFull, InterruptedError, MediaError } from "../errors.ts";
import { saysDiskFull } from "../ffmpeg/ffmpeg-failure.ts";
import { hostileInput } from "../ffmpeg/hostile-input.ts";
import type { VideoTrackInfo } from "../ffmpeg/media-info.ts";
import { makeFolder } from "../make-folder.ts";
import { keepMedia, mediaFolder } from "../media/media-cache.ts";
import { formatFrameRate, type FrameRate } from "../timeline/frame-rate.ts";
import type { ChromaKey } from "./narration-settings.ts";
import type { Box, Size } from "./presenter-box.ts";

/** A stretch of a clip as it is needed: cut to a part of the picture, scaled, at the composition's rate. */
export interface StripRequest {
  readonly file: string;
  readonly video: VideoTrackInfo;
  /** In the clip's pixels. */
  readonly crop: Box;
  readonly size: Size;
  readonly rate: FrameRate;
  /** Frames of the clip at that rate; `end` is left out. */
  readonly first: number;
  readonly end: number;
  readonly key: ChromaKey | null;
}

/** Such a stretch, made: a file that is quick to decode from any frame on. */
export interface PresenterStrip {
  readonly file: string;
  readonly crop: Box;
  readonly size: Size;
  readonly rate: FrameRate;
  readonly first: number;
  readonly end: number;
  /** Whether each picture has its alpha below it, as another picture. Colours are then multiplied by it. */
  readonly hasAlpha: boolean;
}

/** Who makes it, and where it is kept. */
export interface StripContext {
  readonly ffmpeg: string;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Makes a strip, once for the content of the clip and what is wanted of it.
 *
 * @throws {MediaError} if the clip cannot be read, as the end of a sentence about the file.
 */
export async function makeStrip(request: StripRequest, context: StripContext): Promise<PresenterStrip> {
  const { file, crop, size, rate, first, end } = request;
  const strip = { crop, size, rate, first, end, hasAlpha: hasAlpha(request) };
  const folder = mediaFolder(context.cacheFolder);
  const target = join(folder, `${await nameOf(request, context)}.mkv`);
  if (await keepMedia(target)) return { ...strip, file: target };
  await makeFolder(folder);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await runFfmpeg([...input(request), ...filters(request), ...encoder, partial], partial, context);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    if (context.signal.aborted) throw new InterruptedError();
    throw error instanceof MediaError ? new MediaError(`${file} ${error.message}.`, error) : error;
  }
  return { ...strip, file: target };
}

function hasAlpha({ video, key }: StripRequest): boolean {
  return key !== null || video.hasAlpha;
}

async function nameOf(request: StripRequest, { signal }: StripContext): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify([filters(request), input(request), encoder]));
  await pipeline(createReadStream(request.file), key, { signal });
  return key.digest("hex").slice(0, 40);
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

function filters(request: StripRequest): string[] {
  const { video, rate, first, end, crop, size } = request;
  const scaled = `${size.width}:${size.height}`;
  const picture = [
    `setpts=PTS-${TOLERANCE}/TB`,
    // Frame `n` is the last one that begins at `n / rate` or before.
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
      : [`scale=${scaled}:${toRgb(video)}`, "format=gbrp"]),
  ].join(",");
  const stacked = hasAlpha(request)
    ? `${picture},format=gbrap,split[a][b];[a]format=gbrp[c];[b]format=gbrap,alphaextract,format=gbrp[d];[c][d]vstack[v]`
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

/** Visually lossless RGB, without alpha, and quick to decode from any frame on. One thread: the same bytes everywhere. */
const encoder = [
  ...[
    "-c:v",
    "libx264rgb",
    "-preset",
    "superfast",
    "-tune",
    "fastdecode",
    "-crf",
    "6",
    "-bf",
    "0",
    "-g",
    "12",
  ],
  ...["-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-an", "-sn", "-f", "matroska"],
];

async function runFfmpeg(
  given: readonly string[],
  file: string,
  { ffmpeg, signal }: StripContext,
): Promise<void> {
  const { failed, stderr } = await execa(ffmpeg, ["-v", "error", "-nostdin", "-y", ...given], {
    stdin: "ignore",
    reject: false,
    cancelSignal: signal,
  });
  if (signal.aborted) throw new InterruptedError();
  if (!failed) return;
  if (saysDiskFull(stderr)) throw diskFull(file);
  const words = stderr.trim().split("\n").at(-1) ?? "";
  throw new MediaError(`cannot be read as a presenter: ${words || "ffmpeg failed without a word"}`);
}
