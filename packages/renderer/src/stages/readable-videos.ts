import { extname } from "node:path";
import { MediaError } from "../errors.ts";
import type { ManifestMedia } from "../manifest/render-manifest.ts";
import { convertVideo } from "../media/convert-video.ts";
import type { FoundSource } from "../media/media-source.ts";
import type { PlannedRender } from "./measure-page.ts";
import type { Preparation } from "./prepare.ts";

/** Makes the page's videos readable for the browser. What could not be found was complained of, and is left out. */
export async function readableVideos(
  job: Preparation,
  { measure, sources }: PlannedRender,
): Promise<ManifestMedia[]> {
  const urls = new Set(measure.media.filter(({ tag }) => tag === "video").map(({ url }) => url));
  const media: ManifestMedia[] = [];
  for (const url of urls) {
    const source = sources.get(url);
    if (!source || "fault" in source || !source.info.video) continue;
    const readable = await makeReadable(job, url, source);
    if (readable) media.push(readable);
  }
  return media;
}

async function makeReadable(
  { environment, options, inputs, progress, signal }: Preparation,
  url: string,
  source: FoundSource,
): Promise<ManifestMedia | null> {
  try {
    const { file, ...video } = await convertVideo(source, {
      ffmpeg: options.ffmpeg,
      cacheFolder: environment.cacheFolder,
      signal,
      onProgress: (converted, part) => progress.emit({ event: "converting", file: converted, part }),
    });
    return { url, digest: await inputs.digest(file), ending: extname(file), ...video };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    progress.complain([`${source.file} ${error.message}.`], options);
    return null;
  }
}
