import { digestOf } from "@hyperframes-engine/store";
import { ToolMissingError } from "../errors.ts";
import type { FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { ManifestEngine, RenderManifest } from "../manifest/render-manifest.ts";
import { version } from "../version.ts";

/** The programs of an engine. */
interface EngineTools {
  readonly ffmpeg: FoundFfmpeg;
  /** The browser's version. */
  readonly browser: string;
}

/** What renders here, in the way that was asked for. */
export function describeEngine(
  { ffmpeg, browser }: EngineTools,
  { frameSource, anyProcessor }: Pick<ManifestEngine, "frameSource" | "anyProcessor">,
): ManifestEngine {
  return {
    ...{ version, browser, frameSource, anyProcessor },
    ffmpeg: ffmpeg.version,
    ffmpegConfiguration: digestOf(ffmpeg.configuration),
    architecture: process.arch,
  };
}

/**
 * Makes sure that chunks which are made here go together with those of the engine that planned them.
 *
 * @throws {ToolMissingError} if they do not.
 */
export function checkEngine({ engine }: Pick<RenderManifest, "engine">, tools: EngineTools): void {
  const here = describeEngine(tools, engine);
  const names = Object.keys(here) as Array<keyof ManifestEngine>;
  const other = names.find((name) => engine[name] !== here[name]);
  if (other === undefined) return;
  throw new ToolMissingError(
    `The render was planned with another engine: ${other} was ${engine[other]}, and is ${here[other]} here. ` +
      "Its chunks would not go together. Render it with the same engine, or plan it again.",
  );
}
