import { runProgram } from "./run-program.ts";
import { RATE } from "./synth.ts";

/** Writes 16-bit samples as AAC, with ffmpeg. */
export function writeSound(
  samples: Int16Array,
  { file, channels, bitrate }: { readonly file: string; readonly channels: 1 | 2; readonly bitrate: string },
): void {
  const input = ["-f", "s16le", "-ar", `${RATE}`, "-ac", `${channels}`, "-i", "pipe:0"];
  const output = ["-c:a", "aac", "-b:a", bitrate, "-fflags", "+bitexact", "-flags:a", "+bitexact", file];
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  runProgram("ffmpeg", ["-v", "error", "-y", ...input, ...output], bytes);
}
