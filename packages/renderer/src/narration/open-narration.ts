import { MediaError } from "../errors.ts";
import { findFfprobe } from "../ffmpeg/find-ffprobe.ts";
import type { MediaInfo } from "../ffmpeg/media-info.ts";
import { probeMedia } from "../ffmpeg/probe-media.ts";
import { NarrationError } from "./narration-error.ts";
import type { GivenNarration } from "./settings/narration-settings.ts";

/** A narration whose clip has been looked into. */
export interface OpenedNarration extends GivenNarration {
  readonly info: MediaInfo;
}

/** A narration, or what makes it for a folder with a project. */
export type NarrationMaker = GivenNarration | null | ((folder: string) => Promise<GivenNarration | null>);

/**
 * Has a narration made where that is wanted, and looks into its clip.
 *
 * @throws {NarrationError} if it cannot be used.
 */
export async function openNarration(
  maker: NarrationMaker,
  {
    folder,
    ffmpeg,
    signal,
  }: { readonly folder: string; readonly ffmpeg: string; readonly signal: AbortSignal },
): Promise<OpenedNarration | null> {
  const given = typeof maker === "function" ? await maker(folder) : maker;
  if (!given) return null;
  const { file } = given.clip;
  try {
    const info = await probeMedia(file, { ffprobe: await findFfprobe(ffmpeg), signal });
    return { ...given, info };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    throw NarrationError.of(`The narration's clip, ${file}, ${error.message}.`);
  }
}
