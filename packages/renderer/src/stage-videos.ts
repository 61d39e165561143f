import type { BrowserSlots } from "./chunk/browser-slots.ts";
import { MediaError } from "./errors.ts";
import { convertVideo } from "./media/convert-video.ts";
import type { FoundSource } from "./media/media-source.ts";
import type { VideoSource } from "./page/protocol.ts";
import type { Plan, PlannedRender } from "./plan-render.ts";
import type { Preparation } from "./prepare.ts";

/** Makes the page's videos readable, and films a scene that has them from now on. Without videos, nothing changes. */
export async function stageVideos(
  job: Preparation,
  slots: BrowserSlots,
  { plan, measure, sources }: PlannedRender,
): Promise<Plan> {
  const urls = new Set(measure.media.filter(({ tag }) => tag === "video").map(({ url }) => url));
  const videos: VideoSource[] = [];
  for (const url of urls) {
    const source = sources.get(url);
    // What could not be found was complained of, and is left out.
    if (!source || "fault" in source || !source.info.video) continue;
    const video = await makeReadable(job, slots, { url, source });
    if (video) videos.push(video);
  }
  if (videos.length === 0) return plan;
  const scene = { ...plan.scene, videos };
  await slots.replaceScene(scene);
  return { ...plan, scene };
}

async function makeReadable(
  { environment, options, progress, signal }: Preparation,
  { host }: BrowserSlots,
  { url, source }: { readonly url: string; readonly source: FoundSource },
): Promise<VideoSource | null> {
  try {
    return await convertVideo(url, source, {
      ffmpeg: options.ffmpeg,
      cacheFolder: environment.cacheFolder,
      server: host.files,
      signal,
      onProgress: (file, part) => progress.emit({ event: "converting", file, part }),
    });
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    progress.complain([`${source.file} ${error.message}.`], options);
    return null;
  }
}
