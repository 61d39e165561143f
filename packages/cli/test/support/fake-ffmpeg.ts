import { chmod, writeFile } from "node:fs/promises";

/** Which of ffmpeg's runs a fake interferes with. */
export type FfmpegRun = "encode" | "mux";

const patterns: Readonly<Record<FfmpegRun, string>> = { encode: "*rawvideo*", mux: "*movflags*" };

/** Writes an executable that is ffmpeg, but for the runs of one kind, for which it does `what`, in shell, before. */
export async function writeFfmpeg(file: string, run: FfmpegRun, what: string): Promise<string> {
  return writeScript(file, `case "$*" in ${patterns[run]})\n${what}\n;; esac\nexec ffmpeg "$@"`);
}

/** Writes an executable shell script. */
export async function writeScript(file: string, text: string): Promise<string> {
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}
