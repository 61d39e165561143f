import { statSync } from "node:fs";
import { runProgram } from "../sample-media/run-program.ts";

const HEIGHT = 264;
const GAP = 12;
const GROUND = "0x1b1d29";
const MOST_BYTES = 250_000;
/** As `-q:v` has them, the best first: https://ffmpeg.org/ffmpeg-codecs.html */
const qualities = [4, 6, 8, 10, 13];

/** Puts rows of pictures, each as high as the others, onto one JPEG of at most 250 kB; returns its bytes. */
export function joinPictures(rows: ReadonlyArray<readonly string[]>, file: string): number {
  const inputs = rows.flat().flatMap((picture) => ["-i", picture]);
  let next = 0;
  const lines = rows.map((row, index) => {
    const first = next;
    next += row.length;
    const names = row.map((_, column) => `[p${first + column}]`);
    const scaled = names.map(
      (name, column) =>
        `[${first + column}:v]scale=-2:${HEIGHT}:flags=lanczos,pad=iw+${GAP}:ih+${2 * GAP}:${GAP / 2}:${GAP}:${GROUND}${name}`,
    );
    const joined = row.length > 1 ? `hstack=${row.length}` : "null";
    return [...scaled, `${names.join("")}${joined}[row${index}]`].join(";");
  });
  const all = `${rows.map((_, index) => `[row${index}]`).join("")}vstack=${rows.length},pad=iw+${GAP}:ih:${GAP / 2}:0:${GROUND}`;
  const words = ["-v", "error", "-y", ...inputs, "-filter_complex", [...lines, all].join(";")];
  for (const quality of qualities) {
    runProgram("ffmpeg", [...words, "-frames:v", "1", "-update", "1", "-q:v", `${quality}`, file]);
    const { size } = statSync(file);
    if (size <= MOST_BYTES) return size;
  }
  throw new Error(`${file} has more than ${MOST_BYTES} bytes: show fewer moments.`);
}
