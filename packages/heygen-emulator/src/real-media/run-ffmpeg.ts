import { HeyGenError, interrupted } from "@hyperframes-engine/heygen";
import { execa, ExecaError } from "execa";

/** Where and by what clips are made. */
export interface Workplace {
  /** A name on the PATH, or a path. */
  readonly ffmpeg: string;
  /** Empty, and not kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Runs ffmpeg; what it is given on its standard input is read as it asks for it.
 *
 * @throws {HeyGenError} `file-failed` if it cannot be run or fails.
 */
export async function runFfmpeg(
  { ffmpeg, signal }: Workplace,
  words: readonly string[],
  stdin: AsyncIterable<Uint8Array> | "ignore" = "ignore",
): Promise<void> {
  const flags = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"];
  try {
    await execa(ffmpeg, [...flags, ...words], { cancelSignal: signal, stdin });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    if (!(error instanceof ExecaError)) throw error;
    const reason = error.code === "ENOENT" ? "there is no such program" : String(error.stderr).slice(-1000);
    throw new HeyGenError("file-failed", `${ffmpeg} could not make a clip: ${reason}`, { cause: error });
  }
}
