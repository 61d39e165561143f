import { createInterface } from "node:readline";
import { execa } from "execa";
import { InterruptedError, MediaError } from "../errors.ts";
import { seconds, type Milliseconds, type Seconds } from "../timeline/units.ts";
import { hostileInput } from "./hostile-input.ts";
import { killedBy, KilledError, unlessKilled } from "./killed-error.ts";
import type { MediaInfo } from "./media-info.ts";
import { lengthOf } from "./read-probe.ts";

/** How the packets of a file are read. */
interface MeasureRequest {
  readonly ffprobe: string;
  readonly signal: AbortSignal;
  readonly limit: Milliseconds;
}

/**
 * Reads through a file that does not say how long it is.
 *
 * @throws {MediaError} if there is nothing in it, or it takes too long.
 */
export async function measureLength(
  file: string,
  info: MediaInfo,
  request: MeasureRequest,
): Promise<MediaInfo> {
  const ends = await unlessKilled(() => readEnds(file, request));
  const durationOf = (index: number, start: Seconds): Seconds =>
    seconds(Math.max(0, (ends.get(index) ?? 0) - info.origin - start));
  const video = info.video && {
    ...info.video,
    duration: durationOf(info.video.index, info.video.start),
  };
  const audio = info.audio && {
    ...info.audio,
    duration: durationOf(info.audio.index, info.audio.start),
  };
  const duration = lengthOf(video, audio);
  if (duration === 0) throw new MediaError("is empty: there is neither picture nor sound in it");
  return { ...info, video, audio, duration };
}

/** The end of each stream's last packet, in the file's own time. */
async function readEnds(
  file: string,
  { ffprobe, signal, limit }: MeasureRequest,
): Promise<Map<number, number>> {
  const entries = [
    "-v",
    "error",
    "-show_entries",
    "packet=stream_index,pts_time,duration_time",
    "-of",
    "csv=p=0",
  ];
  const process = execa(ffprobe, [...entries, ...hostileInput(file)], {
    stdin: "ignore",
    stderr: "ignore",
    buffer: false,
    reject: false,
    timeout: limit,
    killSignal: "SIGKILL",
    cancelSignal: signal,
  });
  const ends = new Map<number, number>();
  for await (const line of createInterface(process.stdout)) {
    const [stream = Number.NaN, start = Number.NaN, length] = line.split(",").map(Number);
    const end = start + (length !== undefined && length > 0 ? length : 0);
    if (end > (ends.get(stream) ?? 0)) ends.set(stream, end);
  }
  const end = await process;
  if (signal.aborted) throw new InterruptedError();
  const killer = killedBy(end);
  if (killer !== null) {
    throw new KilledError({ program: "ffprobe", signal: killer, doing: "measuring a file" });
  }
  const { timedOut } = end;
  if (timedOut)
    throw new MediaError(`does not say how long it is, and could not be read within ${limit / 1000} s`);
  return ends;
}
