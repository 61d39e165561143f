import { join } from "node:path";
import { execa } from "execa";
import { expect } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, ffmpeg } from "../support/fixtures.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** Red, green, blue and alpha, 0 to 255. */
export type Rgba = readonly [number, number, number, number];

/** A folder with a file that was rendered into it. */
export interface Rendered extends TemporaryFolder {
  readonly file: string;
  readonly result: Awaited<ReturnType<typeof render>>;
}

/** Renders a composition into a folder of its own. */
export async function renderTo(name: string, path: string, options: RenderOptions = {}): Promise<Rendered> {
  const folder = await temporaryFolder();
  const file = join(folder.path, name);
  const result = await render(path, {
    ...{ output: file, environment: { cacheFolder }, browsers, ffmpeg, workers: 1, resume: false },
    ...options,
  });
  return { ...folder, file, result };
}

/** What ffprobe says of a file. */
export interface Probe {
  readonly streams: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly packets: ReadonlyArray<{ readonly pts: number; readonly duration: number }>;
  readonly chapters: ReadonlyArray<{ start_time: string; end_time: string; tags: { title: string } }>;
  readonly format: { readonly tags: Readonly<Record<string, string>> };
}

/** Asks ffprobe. */
export async function probe(file: string): Promise<Probe> {
  const shown = ["-show_streams", "-show_packets", "-show_chapters", "-show_format"];
  const { stdout } = await execa("ffprobe", ["-v", "error", ...shown, "-of", "json", file]);
  return JSON.parse(stdout) as Probe;
}

/** One frame in RGBA, with straight alpha. */
export async function decodeFrame(
  file: string,
  number: number,
  decoder: readonly string[] = [],
): Promise<Buffer> {
  const matrix = file.endsWith(".gif")
    ? []
    : ["scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int"];
  const filters = [`select=eq(n\\,${number})`, ...matrix, "format=rgba"].join(",");
  const { stdout } = await execa(
    "ffmpeg",
    [
      ...decoder,
      "-v",
      "error",
      "-i",
      file,
      "-vf",
      filters,
      "-frames:v",
      "1",
      "-f",
      "rawvideo",
      "pipe:1",
    ].flat(),
    { encoding: "buffer" },
  );
  return Buffer.from(stdout);
}

/** A pixel of a picture that is 320 wide. */
export function at(picture: Buffer, [x, y]: readonly [number, number]): Rgba {
  return [...picture.subarray((y * 320 + x) * 4).subarray(0, 4)] as unknown as Rgba;
}

/** Expects each channel to be within its own distance. */
export function expectNear(found: Rgba, wanted: Rgba, within: readonly number[]): void {
  const off = found.map((value, channel) => Math.abs(value - wanted[channel]!) - within[channel]!);
  expect(Math.max(...off), `${found.join(" ")}, not ${wanted.join(" ")}`).toBeLessThanOrEqual(0);
}

/** Colours of `test/fixtures/patches`, and where they are. */
export const patches: ReadonlyArray<readonly [Rgba, readonly [number, number]]> = [
  [
    [0, 0, 0, 255],
    [40, 45],
  ],
  [
    [255, 255, 255, 255],
    [120, 45],
  ],
  [
    [255, 0, 0, 255],
    [200, 45],
  ],
  [
    [0, 255, 0, 255],
    [280, 45],
  ],
  [
    [0, 0, 255, 255],
    [40, 135],
  ],
  [
    [128, 128, 128, 255],
    [120, 135],
  ],
  [
    [224, 172, 105, 255],
    [200, 135],
  ],
  [
    [24, 96, 160, 255],
    [280, 135],
  ],
];
