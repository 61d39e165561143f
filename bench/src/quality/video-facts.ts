import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Description } from "../reference/player.ts";
import { runProcess } from "../run-process.ts";

/** What a finished video file is, as ffprobe reads it. */
export interface VideoFacts {
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  /** Frames a second, a rational such as `30/1`. */
  readonly frameRate: string;
  /** Pictures in the file, counted. */
  readonly frames: number;
  readonly seconds: number;
  readonly pixelFormat: string;
  /** Matrix and range, such as `bt709 tv`. */
  readonly color: string;
  /** The settings that x264 writes into its streams; empty for another encoder. */
  readonly x264: string;
}

interface Probe {
  readonly streams: ReadonlyArray<Readonly<Record<string, string | number>>>;
  readonly format: { readonly duration: string };
}

/** Reads a video file. */
export async function videoFacts(file: string): Promise<VideoFacts> {
  const what = ["-select_streams", "v:0", "-count_packets", "-show_streams", "-show_format", "-of", "json"];
  const { streams, format } = JSON.parse(
    await runProcess("ffprobe", ["-v", "error", ...what, file]),
  ) as Probe;
  const stream = streams[0] ?? {};
  const content = await readFile(file);
  return {
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    width: Number(stream["width"]),
    height: Number(stream["height"]),
    frameRate: `${stream["avg_frame_rate"]}`,
    frames: Number(stream["nb_read_packets"]),
    seconds: Number(format.duration),
    pixelFormat: `${stream["pix_fmt"]}`,
    color: `${stream["color_space"] ?? "?"} ${stream["color_range"] ?? "?"}`,
    x264: /x264 - core [^\0]*?options: ([^\0]*)/.exec(content.toString("latin1"))?.[1] ?? "",
  };
}

/** What is wrong with a video: one sentence for each fact that differs from the composition. */
export function faults(video: VideoFacts, expected: Description): readonly string[] {
  const { width, height, fps, frames } = expected;
  const seconds = frames / fps;
  const [numerator = 0, denominator = 1] = video.frameRate.split("/").map(Number);
  const checks: ReadonlyArray<readonly [boolean, string]> = [
    [
      video.width === width && video.height === height,
      `${width}×${height}, not ${video.width}×${video.height}`,
    ],
    [video.frames === frames, `${frames} frames, not ${video.frames}`],
    [numerator === fps * denominator, `${fps} frames a second, not ${video.frameRate}`],
    [Math.abs(video.seconds - seconds) < 0.5 / fps, `${seconds} s, not ${video.seconds} s`],
  ];
  return checks.filter(([right]) => !right).map(([, sentence]) => `should be ${sentence}`);
}
