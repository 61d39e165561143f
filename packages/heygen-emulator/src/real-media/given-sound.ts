import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg, type Workplace } from "./run-ffmpeg.ts";
import type { Sound } from "./spoken-sound.ts";

const rate = 24_000;
/** As long as HeyGen takes: https://docs.heygen.com/docs/usage-limits */
const longestSeconds = 600;

/** The sound of a file that somebody uploaded. */
export async function givenSound(content: Uint8Array, place: Workplace): Promise<Sound> {
  const [from, to] = [join(place.folder, "given"), join(place.folder, "given.raw")];
  await writeFile(from, content);
  const words = ["-protocol_whitelist", "file", "-t", `${longestSeconds}`, "-i", from, "-vn"];
  await runFfmpeg(place, [...words, "-f", "s16le", "-ac", "1", "-ar", `${rate}`, to]);
  const bytes = await readFile(to);
  const samples = Float32Array.from({ length: bytes.length / 2 }, (_, at) => {
    return bytes.readInt16LE(at * 2) / 32_768;
  });
  return { samples, rate };
}
