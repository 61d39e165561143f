import { MediaError } from "./errors.ts";
import { NarrationError } from "./narration/narration-error.ts";
import { openPresenter } from "./narration/open-presenter.ts";
import type { Presenter } from "./narration/presenter.ts";
import type { Plan } from "./plan-render.ts";
import type { Preparation } from "./prepare.ts";

/**
 * Gets the picture of whoever speaks ready, once for all chunks; `null` if nobody is seen.
 *
 * @throws {NarrationError} if the clip cannot be read.
 */
export async function stageNarration(
  { narration, options, environment, signal }: Preparation,
  { scene, narration: plan }: Plan,
): Promise<Presenter | null> {
  const video = narration?.info.video;
  if (!narration || !video || !plan) return null;
  const { settings, clip } = narration;
  try {
    return await openPresenter(
      { ...plan, file: clip.file, video, placement: settings.placement, frame: scene },
      { ffmpeg: options.ffmpeg, cacheFolder: environment.cacheFolder, signal },
    );
  } catch (error) {
    throw error instanceof MediaError ? NarrationError.of(error.message) : error;
  }
}
