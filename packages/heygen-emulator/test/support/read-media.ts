import { execFileSync } from "node:child_process";

/** What ffprobe says of a file's streams. */
export function streamsOf(file: string): Array<Record<string, string | number>> {
  const flags = ["-v", "error", "-count_frames", "-show_streams", "-of", "json", file];
  const shown = execFileSync("ffprobe", flags, { encoding: "utf8" });
  return (JSON.parse(shown) as { streams: Array<Record<string, string | number>> }).streams;
}

/** The sound as samples from −1 to 1, 48,000 a second. */
export function samplesOf(file: string): Float32Array {
  const flags = ["-v", "error", "-i", file, "-vn", "-f", "s16le", "-ac", "1", "-ar", "48000", "-"];
  const bytes = execFileSync("ffmpeg", flags, { maxBuffer: 2 ** 28 });
  return Float32Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2) / 32_768);
}

/** A square in the picture, and its mean colour. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The mean RGBA of a patch in every frame. */
export function patchOf(file: string, { x, y, size }: Patch): number[][] {
  const decoder = file.endsWith(".webm") ? ["-c:v", "libvpx-vp9"] : [];
  const filter = `crop=${size}:${size}:${x}:${y},scale=1:1:flags=area,format=rgba`;
  const flags = ["-v", "error", ...decoder, "-i", file, "-vf", filter, "-f", "rawvideo", "-"];
  const bytes = execFileSync("ffmpeg", flags);
  return Array.from({ length: bytes.length / 4 }, (_, frame) => [
    ...bytes.subarray(frame * 4, frame * 4 + 4),
  ]);
}

/** How loud a stretch is, from 0 to 1. */
export function loudness(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(Math.round(from * 48_000), Math.round(to * 48_000));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}
