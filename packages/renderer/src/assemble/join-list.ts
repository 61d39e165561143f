import type { Segment } from "./segment.ts";

/**
 * A list of files for ffmpeg's concat demuxer, which reads them as one, and opens each when it is its turn: a long video
 * has more segments than a process may have open files. https://ffmpeg.org/ffmpeg-formats.html#concat-1
 */
export function joinList(segments: readonly Segment[]): string {
  const lines = segments.map(({ file }) => `file '${file.replaceAll("'", "'\\''")}'`);
  return `${["ffconcat version 1.0", ...lines].join("\n")}\n`;
}
