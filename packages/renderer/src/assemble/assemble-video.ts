import { createReadStream } from "node:fs";
import { rename } from "node:fs/promises";
import type { FrameRate } from "../timeline/frame-rate.ts";
import type { ClaimedOutput } from "./claim-output.ts";
import { insertStillFrames } from "./h264/insert-still-frames.ts";
import { muxMp4 } from "./mux-mp4.ts";

/** A finished chunk: its H.264 file, and for each picture in it how many frames more it stays on screen. */
export interface Segment {
  readonly file: string;
  readonly repeats: readonly number[];
}

/** What the file is made of besides pictures. */
export interface AssembleRequest {
  readonly ffmpeg: string;
  readonly rate: FrameRate;
  readonly title: string | null;
  readonly comment: string;
  readonly signal: AbortSignal;
}

/** Joins segments to one MP4, with still frames put in, and gives it its name once it is whole. */
export async function assembleVideo(
  segments: readonly Segment[],
  output: ClaimedOutput,
  request: AssembleRequest,
): Promise<void> {
  const chunks = segments.map(({ file, repeats }) => ({ stream: readSegment(file), repeats }));
  await muxMp4(insertStillFrames(chunks), { ...request, file: output.temporaryFile });
  await rename(output.temporaryFile, output.file);
}

/** Opened only when it is its turn: a long video has more segments than a process may have open files. */
async function* readSegment(file: string): AsyncGenerator<Uint8Array> {
  for await (const part of createReadStream(file)) yield part as Buffer;
}
