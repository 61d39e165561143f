import { runProcess } from "../run-process.ts";

/** How alike two videos are, over luma and chroma ("All" of FFmpeg's filter): 1 is equal. */
export interface Similarity {
  readonly mean: number;
  /** The least alike frame. */
  readonly worst: number;
  /** Its index, from 0. */
  readonly worstFrame: number;
}

// Frames are paired by their index: the time stamps of two containers differ by rounding.
const byIndex = "settb=AVTB,setpts=N,format=yuv420p";

/**
 * Compares a video with its reference, frame by frame, by the structural similarity index.
 *
 * Source: https://ffmpeg.org/ffmpeg-filters.html#ssim
 */
export async function similarity(video: string, reference: string): Promise<Similarity> {
  const graph = `[0:v]${byIndex}[a];[1:v]${byIndex}[b];[a][b]ssim=stats_file=-`;
  const input = ["-i", video, "-i", reference, "-filter_complex", graph];
  const stats = await runProcess("ffmpeg", [
    "-v",
    "error",
    ...input,
    "-fps_mode",
    "passthrough",
    "-f",
    "null",
    "-",
  ]);
  return summary(Array.from(stats.matchAll(/\bAll:([\d.]+)/g), ([, value]) => Number(value)));
}

function summary(frames: readonly number[]): Similarity {
  const worst = frames.reduce((least, value) => Math.min(least, value), Infinity);
  const sum = frames.reduce((total, value) => total + value, 0);
  return { mean: sum / frames.length, worst, worstFrame: frames.indexOf(worst) };
}
