import type { RenderManifest } from "../../manifest/render-manifest.ts";
import type { RenderedChunk } from "./chunk-into-store.ts";
import { openManifest, type WantedChunk } from "./open-manifest.ts";
import type { StageOptions } from "./stage-options.ts";

/**
 * Renders one chunk of a manifest, from the files of a store, into the store. Whoever renders several does better with
 * {@link openManifest}.
 *
 * @throws {OptionError} if there is no such chunk.
 * @throws {RenderError} as {@link openManifest} does.
 */
export async function renderChunk(
  manifest: RenderManifest,
  wanted: WantedChunk,
  given: StageOptions,
): Promise<RenderedChunk> {
  const start = performance.now();
  await using opened = await openManifest(manifest, given);
  const chunk = await opened.renderChunk(wanted);
  return { ...chunk, seconds: (performance.now() - start) / 1000 };
}
