import { diskFull, EncodeError, type RenderError } from "../errors.ts";
import { killedBy, KilledError, type ProgramEnd } from "./killed-error.ts";

/** What of a process's end the message is made from. */
interface ProcessEnd extends ProgramEnd {
  readonly stderr?: string;
}

/** Whether ffmpeg's words tell of a full disk. They are the system's: https://man7.org/linux/man-pages/man3/errno.3.html */
export function saysDiskFull(words: string): boolean {
  return /No space left on device|Disk quota exceeded|File too large/.test(words);
}

/** Says why an ffmpeg process failed, with the last of its own words. */
export function ffmpegFailure(what: string, end: ProcessEnd, cause?: unknown): RenderError {
  const words = (end.stderr ?? "").trim().split("\n").slice(-4).join("\n");
  if (saysDiskFull(words)) return diskFull(what, cause);
  const signal = killedBy(end);
  if (signal !== null) return new KilledError({ signal, doing: `writing ${what}`, cause });
  const ending = `ended with code ${end.exitCode ?? "?"}`;
  return new EncodeError(`ffmpeg ${ending} while writing ${what}.${words ? `\n${words}` : ""}`, cause);
}
