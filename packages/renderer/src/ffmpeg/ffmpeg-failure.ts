import { EncodeError, OutputError, type RenderError } from "../errors.ts";

/** What of a process's end the message is made from. */
export interface ProcessEnd {
  readonly stderr?: string;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
}

/** Says why an ffmpeg process failed, with the last of its own words. */
export function ffmpegFailure(what: string, end: ProcessEnd, cause?: unknown): RenderError {
  const words = (end.stderr ?? "").trim().split("\n").slice(-4).join("\n");
  // ffmpeg passes the system's own words on: https://man7.org/linux/man-pages/man3/errno.3.html
  if (/No space left on device|Disk quota exceeded|File too large/.test(words)) {
    return new OutputError(
      "disk-full",
      `The disk is full: ${what} could not be written. Free some space.`,
      cause,
    );
  }
  const ending = end.signal ? `was killed by ${end.signal}` : `ended with code ${end.exitCode ?? "?"}`;
  return new EncodeError(`ffmpeg ${ending} while writing ${what}.${words ? `\n${words}` : ""}`, cause);
}
