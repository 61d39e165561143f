import { execa, ExecaError } from "execa";
import { diskFull, EncodeError, InterruptedError, ToolMissingError } from "../errors.ts";
import { saysDiskFull } from "../ffmpeg/ffmpeg-failure.ts";
import { formatFrameRate } from "../timeline/frame-rate.ts";
import type { FrameRate } from "../timeline/frame-rate.ts";

/** How to write an MP4 file. */
export interface Mp4Options {
  /** The program: a path, or a name that is looked up. */
  readonly ffmpeg: string;
  /** Where to write. A file that is there is overwritten; on an error, half a file may stay. */
  readonly file: string;
  readonly rate: FrameRate;
  readonly title: string | null;
  readonly comment: string;
  readonly signal: AbortSignal;
}

/** Lines of ffmpeg's error messages that are worth reporting: the last ones tell why it gave up. */
const REPORTED_LINES = 8;

/**
 * Writes an H.264 byte stream as MP4 file that can play before it is wholly loaded. Nothing is encoded again. Frame
 * `i` is shown at exactly `i / rate`, and the same stream and options give the same bytes.
 *
 * @throws {EncodeError} if ffmpeg refuses the stream.
 * @throws {OutputError} if the disk is full.
 * @throws {ToolMissingError} if ffmpeg cannot be started.
 * @throws {InterruptedError} if the signal is aborted.
 * @throws what the stream throws.
 */
export async function muxMp4(stream: AsyncIterable<Uint8Array>, options: Mp4Options): Promise<void> {
  let fault: unknown;
  async function* watched(): AsyncGenerator<Uint8Array, void> {
    try {
      yield* stream;
    } catch (error) {
      fault = error;
      throw error;
    }
  }
  try {
    await execa(options.ffmpeg, mp4Arguments(options), {
      stdin: watched(),
      stdout: "ignore",
      cancelSignal: options.signal,
    });
  } catch (error) {
    if (options.signal.aborted) throw new InterruptedError();
    throw fault ?? reasonOf(error, options);
  }
}

function mp4Arguments({ file, rate, title, comment }: Mp4Options): string[] {
  const groups = [
    // Without -xerror, ffmpeg takes a disk that fills up at the end as success.
    ["-hide_banner", "-nostdin", "-y", "-loglevel", "error", "-xerror"],
    ["-f", "h264", "-framerate", formatFrameRate(rate), "-i", "pipe:0", "-map", "0:v:0", "-c", "copy"],
    ["-bsf:v", packetFilters(rate)],
    // One frame lasts `denominator` ticks of `1 / numerator` seconds, with nothing to round.
    ["-video_track_timescale", `${rate.numerator}`, "-movie_timescale", `${rate.numerator}`],
    ["-movflags", "+faststart"],
    // No version of ffmpeg, which would make the bytes differ from machine to machine.
    ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"],
    title === null ? [] : ["-metadata", `title=${title}`],
    ["-metadata", `comment=${comment}`],
    // The name may have a colon, or not end with ".mp4".
    ["-f", "mp4", `file:${file}`],
  ];
  return groups.flat();
}

/** https://ffmpeg.org/ffmpeg-bitstream-filters.html */
function packetFilters({ numerator, denominator }: FrameRate): string {
  return [
    // SPS and PPS are in the file's header, where alone `avc1` tracks may have them: ISO/IEC 14496-15.
    "filter_units=remove_types=7-8",
    // A raw stream's own times are in units of 1/1200000 s, which few frame rates divide.
    `setts=ts=N*${denominator}:duration=${denominator}:time_base=1/${numerator}`,
  ].join(",");
}

function reasonOf(error: unknown, { ffmpeg, file }: Mp4Options): unknown {
  if (!(error instanceof ExecaError)) return error;
  if (error.exitCode === undefined && error.signal === undefined) {
    return new ToolMissingError(`ffmpeg could not be started: ${error.originalMessage ?? ffmpeg}`, error);
  }
  const said = String(error.stderr).trim().split("\n").slice(-REPORTED_LINES).join("\n");
  // Up to version 6, ffmpeg exits with 1 whatever happens, and tells why only in words. They are never translated.
  if (saysDiskFull(said)) return diskFull(file, error);
  return new EncodeError(
    `ffmpeg could not write the MP4 file ${file}:\n${said || error.shortMessage}`,
    error,
  );
}
