import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RenderResult } from "../../src/outputs/render-result.ts";
import type { ProgressEvent } from "../../src/progress.ts";
import type { RenderOptions } from "../../src/render-options.ts";
import { render } from "../../src/render.ts";
import { browsers } from "./browsers.ts";
import { decodeFrames, type DecodedFrames } from "./decode-frames.ts";
import { cacheFolder, ffmpeg, project } from "./fixtures.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A finished video, which is deleted at the end of its block. */
export interface RenderedVideo extends AsyncDisposable {
  readonly file: string;
  readonly result: RenderResult;
  /** Without progress counts. */
  readonly events: readonly ProgressEvent[];
  decode(): Promise<DecodedFrames>;
  sha256(): Promise<string>;
}

/** Renders a project to a file of its own. */
export async function renderFixture(path: string, options: RenderOptions = {}): Promise<RenderedVideo> {
  const folder = await temporaryFolder();
  const file = join(folder.path, "video.mp4");
  const events: ProgressEvent[] = [];
  try {
    const result = await render(path, {
      output: file,
      environment: { cacheFolder },
      browsers,
      ffmpeg,
      // Chunks of an earlier test would hide what this one is to show.
      resume: false,
      onProgress: (event) => void (event.event === "progress" || events.push(event)),
      ...options,
    });
    return {
      file,
      result,
      events,
      decode: () => decodeFrames(file),
      sha256: () => sha256Of(file),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}

/** Renders a page given as text, and decodes it. */
export async function renderPage(html: string, options: RenderOptions = {}): Promise<DecodedFrames> {
  await using folder = await project(html);
  await using video = await renderFixture(folder.path, options);
  return await video.decode();
}

/** A hash of a file's bytes. */
export async function sha256Of(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
