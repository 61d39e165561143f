import { execa, ExecaError } from "execa";
import { coerce, satisfies } from "semver";
import { ToolMissingError } from "../errors.ts";
import { askOnce, type FfmpegAnswer } from "./ask-once.ts";
import { killedBy, KilledError, unlessKilled } from "./killed-error.ts";

/** An ffmpeg that can be used. */
export interface FoundFfmpeg {
  readonly executable: string;
  /** As it says itself: `5.1.9-0+deb12u1`, `n7.0`, or `N-118000-gabc` for a development build. */
  readonly version: string;
  /** What it was built with: `--enable-gpl --enable-libx264`. */
  readonly configuration: string;
}

/** The first with `-fps_mode`: https://git.ffmpeg.org/gitweb/ffmpeg.git/blob/HEAD:/Changelog */
const OLDEST = "5.1";
const INSTALL =
  "Install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg), or name one with `ffmpeg`.";

/**
 * Looks for ffmpeg: the one that was asked for, else the one on the PATH.
 *
 * @throws {ToolMissingError} if there is none, it is too old, or it lacks one of the encoders.
 * @throws {KilledError} if it is killed before it has answered.
 */
export async function findFfmpeg(
  executable: string,
  wanted: readonly string[] = ["libx264"],
): Promise<FoundFfmpeg> {
  const { about, encoders } = await askOnce(executable, () => unlessKilled(() => ask(executable)));
  const version = /^ffmpeg version (\S+)/m.exec(about)?.[1];
  if (version === undefined) {
    throw new ToolMissingError(`${executable} is not ffmpeg: it does not answer as ffmpeg does. ${INSTALL}`);
  }
  if (isTooOld(version)) {
    throw new ToolMissingError(`ffmpeg ${version} is too old: ${OLDEST} or later is needed. ${INSTALL}`);
  }
  const missing = wanted.find((name) => !new RegExp(`\\s${name}\\s`).test(encoders));
  if (missing !== undefined) {
    const kind = missing === "libx264" ? "H.264 encoder (libx264)" : `encoder ${missing}`;
    throw new ToolMissingError(`ffmpeg ${version} (${executable}) has no ${kind}. ${INSTALL}`);
  }
  return { executable, version, configuration: /^\s*configuration: (.*)$/m.exec(about)?.[1] ?? "" };
}

/** Whether ffmpeg must be replaced. Development builds have far larger numbers, or none: they are taken for new. */
export function isTooOld(version: string): boolean {
  const found = coerce(version);
  return found !== null && satisfies(found, `<${OLDEST}`);
}

async function ask(executable: string): Promise<FfmpegAnswer> {
  try {
    const { stdout, stderr } = await execa(executable, ["-encoders"], { stdin: "ignore", timeout: 10_000 });
    return { about: stderr, encoders: stdout };
  } catch (error) {
    const signal = error instanceof ExecaError ? killedBy(error) : null;
    if (signal !== null) {
      const program = `ffmpeg (${executable})`;
      throw new KilledError({ program, signal, doing: "telling its encoders", cause: error });
    }
    throw new ToolMissingError(`ffmpeg cannot be run (${executable}): ${reasonOf(error)}. ${INSTALL}`, error);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ExecaError)) return String(error);
  if (error.code === "ENOENT") return "there is no such program";
  if (error.timedOut) return "it does not answer";
  const words = (error.stderr ?? "").trim().split("\n").at(-1);
  return words || (error.originalMessage ?? error.shortMessage);
}
