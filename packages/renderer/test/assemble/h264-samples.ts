import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { EncodedChunk } from "../../src/assemble/h264/insert-still-frames.ts";

/** A folder that is deleted at the end of its block. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "assemble-test-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export interface Sample {
  readonly size: string;
  readonly frames: number;
  /** Of `libx264`. */
  readonly settings: string;
  /** Of `-vf`: what happens in the picture, besides motion. */
  readonly filter?: string;
  /** More settings, which override those that make each picture refer to the last one. */
  readonly last?: string;
}

/** Moving pictures as H.264 byte stream, with each picture referring to no other than the one before it. */
export async function encode({ size, frames, settings, filter, last }: Sample): Promise<Buffer> {
  const groups = [
    ["-v", "error", "-f", "lavfi", "-i", `testsrc2=size=${size}:rate=30`, "-frames:v", `${frames}`],
    filter ? ["-vf", filter] : [],
    ["-c:v", "libx264", "-pix_fmt", "yuv420p", ...settings.split(" "), "-bf", "0", "-refs", "1"],
    last ? last.split(" ") : [],
    ["-f", "h264", "pipe:1"],
  ];
  const { stdout } = await execa("ffmpeg", groups.flat(), { encoding: "buffer" });
  return Buffer.from(stdout);
}

/** A hash of each frame of an H.264 byte stream or MP4 file. Fails if the decoder has anything to complain about. */
export async function decode(video: Buffer | string): Promise<string[]> {
  const input = typeof video === "string" ? ["-i", video] : ["-f", "h264", "-i", "pipe:0"];
  const { stdout, stderr } = await execa(
    "ffmpeg",
    ["-v", "warning", "-xerror", "-err_detect", "explode", ...input, "-f", "framemd5", "pipe:1"],
    typeof video === "string" ? {} : { input: video },
  );
  if (stderr) throw new Error(stderr);
  return stdout
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => (line.split(",").at(-1) ?? "").trim());
}

/** The values of one field in all headers of an H.264 byte stream, as ffmpeg reads them. */
export async function headerField(stream: Buffer, name: string): Promise<number[]> {
  const filters = "filter_units=pass_types=1-5,trace_headers";
  const { stderr } = await execa(
    "ffmpeg",
    ["-v", "trace", "-f", "h264", "-i", "pipe:0", "-c", "copy", "-bsf:v", filters, "-f", "null", "-"],
    { input: stream },
  );
  return [...stderr.matchAll(/trace_headers.*\] \d+ +(\w+)(?:\[\d+\])* +[01]+ = (-?\d+)/g)]
    .filter((match) => match[1] === name)
    .map((match) => Number(match[2]));
}

/** A chunk whose stream comes in pieces that end anywhere. */
export function chunkOf(stream: Buffer, repeats: readonly number[], pieceLength = 977): EncodedChunk {
  return { stream: inPieces(stream, pieceLength), repeats };
}

/** The bytes in pieces of some length. */
export async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer, void> {
  for (let start = 0; start < bytes.length; start += length) {
    yield await Promise.resolve(bytes.subarray(start, start + length));
  }
}

/** All bytes of a stream. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Each item, and again as often as its number says. */
export function repeated<Item>(items: readonly Item[], repeats: readonly number[]): Item[] {
  return items.flatMap((item, index) => Array.from({ length: 1 + repeats[index]! }, () => item));
}
