import { execa, ExecaError } from "execa";
import { diskFull, EncodeError, InterruptedError, ToolMissingError } from "../errors.ts";
import { saysDiskFull } from "../ffmpeg/ffmpeg-failure.ts";
import { killedBy, KilledError } from "../ffmpeg/killed-error.ts";

/** One run of ffmpeg that writes a file. */
interface FfmpegRun {
  /** The program: a path, or a name that is looked up. */
  readonly ffmpeg: string;
  /** All but what is common to every run. */
  readonly arguments: readonly string[];
  /** What comes on standard input, if anything. */
  readonly input: AsyncIterable<Uint8Array> | null;
  /** What is written, for error messages. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Lines of ffmpeg's error messages that are worth reporting: the last ones tell why it gave up. */
const REPORTED_LINES = 8;
// Without -xerror, ffmpeg takes a disk that fills up at the end as success.
const COMMON = ["-hide_banner", "-nostdin", "-y", "-loglevel", "error", "-xerror"];

/**
 * Runs ffmpeg to the end.
 *
 * @throws {EncodeError} if ffmpeg refuses what it gets; a {@link KilledError} if it was killed.
 * @throws {OutputError} if the disk is full.
 * @throws {ToolMissingError} if ffmpeg cannot be started.
 * @throws {InterruptedError} if the signal is aborted.
 * @throws what the input throws.
 */
export async function runFfmpeg(run: FfmpegRun): Promise<void> {
  const { input } = run;
  let fault: unknown;
  async function* watched(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    try {
      yield* stream;
    } catch (error) {
      fault = error;
      throw error;
    }
  }
  try {
    await execa(run.ffmpeg, [...COMMON, ...run.arguments], {
      stdin: input ? watched(input) : "ignore",
      stdout: "ignore",
      cancelSignal: run.signal,
    });
  } catch (error) {
    if (run.signal.aborted) throw new InterruptedError();
    throw fault ?? reasonOf(error, run);
  }
}

function reasonOf(error: unknown, { ffmpeg, file }: FfmpegRun): unknown {
  if (!(error instanceof ExecaError)) return error;
  if (error.exitCode === undefined && error.signal === undefined) {
    return new ToolMissingError(`ffmpeg could not be started: ${error.originalMessage ?? ffmpeg}`, error);
  }
  const signal = killedBy(error);
  if (signal !== null) return new KilledError({ signal, doing: `writing ${file}`, cause: error });
  const said = String(error.stderr).trim().split("\n").slice(-REPORTED_LINES).join("\n");
  // Up to version 6, ffmpeg exits with 1 whatever happens, and tells why only in words. They are never translated.
  if (saysDiskFull(said)) return diskFull(file, error);
  return new EncodeError(`ffmpeg could not write ${file}:\n${said || error.shortMessage}`, error);
}
