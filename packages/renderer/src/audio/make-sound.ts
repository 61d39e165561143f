import type { Scene } from "../capture/frame-source.ts";
import type { Studio } from "../capture/open-page.ts";
import type { SourceInfo } from "../media/media-source.ts";
import type { PageMeasure } from "../page/protocol.ts";
import { frameToSeconds } from "../timeline/frame-rate.ts";
import type { Frame, Seconds } from "../timeline/units.ts";
import type { DecodeContext } from "./decode-sound.ts";
import { mixSound, type SoundTrack } from "./mix-sound.ts";
import { resolveCues } from "./resolve-cues.ts";
import { sampleVolumes } from "./sample-volumes.ts";

/** What the sound of a render is made from. */
export interface SoundRequest extends DecodeContext {
  readonly measure: Pick<PageMeasure, "media" | "changesVolume">;
  readonly sources: ReadonlyMap<string, SourceInfo>;
  readonly scene: Scene;
  /** Length of the composition. */
  readonly duration: Seconds;
  /** Frames of the composition. */
  readonly frames: Frame;
  /** The frames from `first` up to, but without, `end` are rendered. */
  readonly first: Frame;
  readonly end: Frame;
  /** A browser for a page of its own; asked for only if scripts may set volumes. */
  readonly studio: () => Promise<Studio>;
  /** Where to write. */
  readonly file: string;
}

/**
 * Makes the sound of what is rendered: exactly as long as its pictures.
 *
 * @returns `null` if nothing sounds in the whole composition.
 * @throws {RenderError} as {@link sampleVolumes} and {@link mixSound} do.
 */
export async function makeSound(request: SoundRequest): Promise<SoundTrack | null> {
  const { measure, sources, scene, frames, duration } = request;
  const audible = measure.media.filter(({ url, muted }) => !muted && hasSound(sources.get(url)));
  if (audible.length === 0) return null;
  const volumes = measure.changesVolume
    ? await sampleVolumes(await request.studio(), { scene, frames, media: audible })
    : new Map<number, never>();
  const cues = resolveCues(audible, { sources, duration, volumes });
  const start = frameToSeconds(request.first, scene.rate);
  return mixSound(cues, { ...request, start, end: frameToSeconds(request.end, scene.rate) });
}

function hasSound(source: SourceInfo | undefined): boolean {
  return source !== undefined && "info" in source && source.info.audio !== null;
}
