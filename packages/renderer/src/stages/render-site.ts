import type { BrowserSlots } from "../chunk/browser-slots.ts";
import type { ChunkJob } from "../chunk/chunk-job.ts";
import type { ChunkStore } from "../chunk/chunk-store.ts";
import { namedFormat } from "../encode/resolve-format.ts";
import type { FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { Contents } from "../manifest/contents.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import type { Progress } from "../progress.ts";

/** A manifest whose frames can be filmed here. */
export interface RenderSite {
  readonly manifest: RenderManifest;
  /** The manifest's, with its videos under the addresses of this machine's host. */
  readonly plan: Plan;
  readonly contents: Contents;
  readonly slots: BrowserSlots;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  readonly ffmpeg: FoundFfmpeg;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What the chunks of a manifest need here; `null` if its format has no pictures. */
export function chunkJob(site: RenderSite, store: ChunkStore, signal = site.signal): ChunkJob | null {
  const { manifest, plan, contents, slots, presenter, ffmpeg, progress } = site;
  const { name, codec, alpha, quality, crf, bitrate } = manifest.format;
  const format = namedFormat(name, codec, alpha);
  if (format.pictures === "none") return null;
  const { segments } = format;
  const { width, height, scale, rate } = manifest.page;
  const request = { width: width * scale, height: height * scale, rate, quality, crf, bitrate };
  return {
    ...{ plan, store, contents, segments, presenter, progress, signal },
    served: slots.host.files.served,
    ffmpeg: ffmpeg.executable,
    encoder: segments.arguments(request),
    strict: manifest.strict,
  };
}

/** How the files of a manifest's chunks end. */
export function segmentEnding({ format: { name, codec, alpha } }: RenderManifest): string {
  const format = namedFormat(name, codec, alpha);
  return format.pictures === "filmed" ? format.segments.extension : "none";
}
