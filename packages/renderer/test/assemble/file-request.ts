import { join } from "node:path";
import type { FileRequest } from "../../src/assemble/assemble-request.ts";
import { resolveFormat, type FormatOptions } from "../../src/encode/resolve-format.ts";
import { frame } from "../../src/timeline/units.ts";

/** The options that a format follows from, where nothing is said. */
export const formatOptions: FormatOptions = {
  output: null,
  format: null,
  codec: null,
  alpha: true,
  crf: null,
  bitrate: null,
  loop: null,
  poster: null,
};

/** What to assemble in a folder: a silent video of 30 frames a second, where nothing else is said. */
export function fileRequest(folder: string, changes: Partial<FileRequest> = {}): FileRequest {
  return {
    ffmpeg: "ffmpeg",
    file: join(folder, "a:b.part"),
    format: resolveFormat(formatOptions),
    rate: { numerator: 30, denominator: 1 },
    frames: frame(30),
    sound: null,
    chapters: [],
    subtitles: null,
    title: "A “title” = \\ ; #1",
    comment: "line 1\nline 2",
    quality: "standard",
    loop: 0,
    frameName: (number) => `${number}.png`,
    scratchFolder: folder,
    signal: new AbortController().signal,
    ...changes,
  };
}
