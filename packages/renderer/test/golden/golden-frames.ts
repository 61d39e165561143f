import { readFile, writeFile } from "node:fs/promises";
import { execa } from "execa";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** One frame of a finished video as a PNG, as a player shows it. */
export async function extractFrame(video: string, number: number): Promise<Buffer> {
  const { stdout } = await execa(
    "ffmpeg",
    [
      ...[
        "-v",
        "error",
        "-i",
        video,
        "-vf",
        `select=eq(n\\,${number}),scale=in_color_matrix=bt709:flags=accurate_rnd`,
      ],
      ...["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"],
    ],
    { encoding: "buffer" },
  );
  return Buffer.from(stdout);
}

/** The share of pixels in which a picture visibly differs from a golden one. `update` writes the golden one anew. */
export async function shareOfDifference(
  picture: Buffer,
  golden: URL,
  { update }: { readonly update: boolean },
): Promise<number> {
  if (update) await writeFile(golden, picture);
  const [actual, expected] = [PNG.sync.read(picture), PNG.sync.read(await readFile(golden))];
  const { width, height } = expected;
  const different = pixelmatch(actual.data, expected.data, undefined, width, height, { threshold: 0.1 });
  return different / (width * height);
}
