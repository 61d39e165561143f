import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProgramError } from "../run-process.ts";

// The rounding that SSIM would otherwise charge to the encoders: https://ffmpeg.org/ffmpeg-scaler.html
const conversion = "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int";

/** Encodes PNG pictures without loss as yuv420p, BT.709, limited range: QP 0 keeps every sample. */
export async function losslessVideo(
  pictures: AsyncIterable<Buffer> | Iterable<Buffer>,
  fps: number,
  file: string,
): Promise<void> {
  const input = ["-f", "image2pipe", "-c:v", "png", "-framerate", `${fps}`, "-i", "pipe:0"];
  const colors = [
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-color_range",
    "tv",
  ];
  const output = [
    "-vf",
    `${conversion},format=yuv420p`,
    "-c:v",
    "libx264",
    "-qp",
    "0",
    "-preset",
    "veryfast",
  ];
  const child = spawn("ffmpeg", ["-v", "error", "-y", ...input, ...output, ...colors, file], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = once(child, "close") as Promise<[number | null]>;
  await pipeline(Readable.from(pictures), child.stdin);
  const [code] = await ended;
  if (code !== 0) throw new ProgramError("ffmpeg", `exit code ${code}`);
}
