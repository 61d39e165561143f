import { access, constants } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { execa, ExecaError } from "execa";
import { ToolMissingError } from "../errors.ts";

const INSTALL =
  "It comes with ffmpeg (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg); put it beside ffmpeg or on the PATH.";

/**
 * Where ffprobe should be: beside ffmpeg, else on the PATH. It is not run, which would cost 0.07 s.
 *
 * @param ffmpeg a path, or a name that is looked up on the PATH.
 * @returns the same for ffprobe.
 */
export async function findFfprobe(ffmpeg: string): Promise<string> {
  if (dirname(ffmpeg) === "." && !ffmpeg.startsWith(".")) return "ffprobe";
  // A build with a suffix has it in both names: ffmpeg-7.exe, ffprobe-7.exe.
  const file = join(dirname(ffmpeg), basename(ffmpeg).replace("ffmpeg", "ffprobe"));
  const isThere =
    file !== ffmpeg &&
    (await access(file, constants.X_OK).then(
      () => true,
      () => false,
    ));
  return isThere ? file : "ffprobe";
}

/**
 * Makes sure that ffprobe works, where it has failed.
 *
 * @throws {ToolMissingError} if it does not run.
 */
export async function checkFfprobe(executable: string): Promise<void> {
  try {
    await execa(executable, ["-version"], { stdin: "ignore", stderr: "ignore", timeout: 10_000 });
  } catch (error) {
    const reason =
      error instanceof ExecaError && error.code === "ENOENT" ? "there is no such program" : error;
    throw new ToolMissingError(`ffprobe cannot be run (${executable}): ${String(reason)}. ${INSTALL}`, error);
  }
}
