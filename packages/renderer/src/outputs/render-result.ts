import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FrameSourceKind } from "../capture/frame-source.ts";
import { evenUp } from "../encode/even-up.ts";
import { namedFormat } from "../encode/resolve-format.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import { formatFrameRate } from "../timeline/frame-rate.ts";

/** A finished file. */
export interface AssembledFile {
  /** Where it is: an absolute path; of a sequence of pictures, their folder. */
  readonly file: string;
  readonly bytes: number;
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second: `30`, `30000/1001`. */
  readonly rate: string;
  readonly frames: number;
}

/** A finished video, and how it was made. */
export interface RenderResult extends AssembledFile {
  /** The picture beside it, if one was asked for. */
  readonly poster: string | null;
  /** Frames rendered in this run in which nothing was painted: they cost next to nothing. */
  readonly still: number;
  /** How long the render took, in seconds. */
  readonly seconds: number;
  readonly workers: number;
  readonly source: { readonly kind: FrameSourceKind; readonly reason: string } | null;
  readonly browser: string;
  readonly ffmpeg: string;
  readonly warnings: readonly string[];
}

/** What a file of a manifest is like. */
export async function describeFile(
  file: string,
  { page, plan, format }: RenderManifest,
): Promise<AssembledFile> {
  const { evenSizes } = namedFormat(format.name, format.codec, format.alpha);
  const sizeOf = evenSizes ? evenUp : (size: number): number => size;
  return {
    file,
    bytes: await bytesOf(file),
    width: sizeOf(page.width * page.scale),
    height: sizeOf(page.height * page.scale),
    rate: formatFrameRate(page.rate),
    frames: plan.end - plan.first,
  };
}

/** Of a file, or of all files in a folder. */
async function bytesOf(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.size;
  let sum = 0;
  for (const name of await readdir(path)) sum += (await stat(join(path, name))).size;
  return sum;
}
