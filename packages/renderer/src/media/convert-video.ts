import { join } from "node:path";
import { createInterface } from "node:readline";
import { makeKept } from "@hyperframes-engine/store";
import { execa } from "execa";
import { diskFull, InterruptedError, MediaError } from "../errors.ts";
import { saysDiskFull } from "../ffmpeg/ffmpeg-failure.ts";
import { hostileInput } from "../ffmpeg/hostile-input.ts";
import { killedBy, KilledError, unlessKilled } from "../ffmpeg/killed-error.ts";
import type { VideoTrackInfo } from "../ffmpeg/media-info.ts";
import type { VideoSource } from "../page/protocol.ts";
import { conversionOf, type Conversion } from "./choose-conversion.ts";
import { contentName } from "./content-name.ts";
import { mediaFolder } from "./media-cache.ts";
import type { FoundSource } from "./media-source.ts";
import { playedColors } from "./played-colors.ts";

/** What a video is made readable with. */
export interface ConvertRequest {
  /** A path, or a name that is looked up on the PATH. */
  readonly ffmpeg: string;
  /** Converted files are kept in `media` in here. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  /** Told which part of a file is converted, from 0 to 1. Not called where nothing is. */
  readonly onProgress: (file: string, part: number) => void;
}

/** A video that the browser can decode. */
interface ReadableVideo extends Omit<VideoSource, "url" | "readUrl"> {
  /** The file itself, or its converted copy. */
  readonly file: string;
}

/**
 * Makes a video readable for pages: the browser gets the file itself if it can decode it, else a copy that ffmpeg
 * converts once, and that is kept by the content of the file.
 *
 * @throws {MediaError} if there is no picture, or it cannot be converted, as the end of a sentence about the file.
 */
export async function convertVideo(
  { file, info }: FoundSource,
  request: ConvertRequest,
): Promise<ReadableVideo> {
  const { video } = info;
  if (!video) throw new MediaError("has no picture");
  const conversion = conversionOf(info);
  const readable = conversion ? await convertOnce(file, { conversion, video }, request) : file;
  return {
    file: readable,
    duration: video.start + video.duration,
    length: info.duration,
    colors: playedColors(video),
  };
}

interface Job {
  readonly conversion: Conversion;
  readonly video: VideoTrackInfo;
}

async function convertOnce(file: string, job: Job, request: ConvertRequest): Promise<string> {
  const { conversion } = job;
  const name = await contentName(file, conversion, request).catch((error: unknown) => {
    throw request.signal.aborted ? new InterruptedError() : new MediaError("cannot be read", error);
  });
  const target = join(mediaFolder(request.cacheFolder), `${name}.${conversion.container}`);
  await makeKept(target, (partial) => unlessKilled(() => convert(file, { ...job, partial }, request)));
  return target;
}

async function convert(
  file: string,
  { conversion, video, partial }: Job & { readonly partial: string },
  { ffmpeg, signal, onProgress }: ConvertRequest,
): Promise<void> {
  const { input, output, container } = conversion;
  const process = execa(
    ffmpeg,
    [
      ...["-v", "error", "-nostdin", "-y", "-progress", "pipe:1", ...input, ...hostileInput(file)],
      ...["-map", `0:${video.index}`, "-map_metadata", "-1", "-map_chapters", "-1", ...output],
      ...["-f", container, partial],
    ],
    { stdin: "ignore", buffer: { stdout: false }, reject: false, cancelSignal: signal },
  );
  for await (const line of createInterface(process.stdout)) {
    const [name, value] = line.split("=");
    const part = Number(value) / 1e6 / video.duration;
    if (name === "out_time_us" && part > 0) onProgress(file, Math.min(1, part));
  }
  const end = await process;
  if (signal.aborted) throw new InterruptedError();
  const { failed, stderr } = end;
  if (!failed) return;
  const killer = killedBy(end);
  if (killer !== null) throw new KilledError({ signal: killer, doing: `converting ${file}` });
  if (saysDiskFull(stderr)) throw diskFull(partial);
  const words = stderr.trim().split("\n").at(-1) ?? "";
  throw new MediaError(`cannot be converted for the browser: ${words || "ffmpeg failed without a word"}`);
}
