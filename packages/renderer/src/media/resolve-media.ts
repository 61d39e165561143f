import pLimit from "p-limit";
import { MediaError } from "../errors.ts";
import { probeMedia } from "../ffmpeg/probe-media.ts";
import type { MediaReport } from "../page/protocol.ts";
import { locateSource, type SourcePlaces } from "./locate-source.ts";
import type { LookupCache } from "./lookup-cache.ts";
import type { SourceInfo } from "./media-source.ts";

/** Where media may come from, and what looks into them. */
interface MediaContext extends SourcePlaces {
  /** A path, or a name that is looked up on the PATH. */
  readonly ffprobe: string;
  /** What was located and probed before, and need not be again. */
  readonly cache: LookupCache;
}

/** A probe takes a core, a download none. */
const AT_ONCE = 4;

/**
 * Finds and probes every source, each address once.
 *
 * @returns what is known of each address, in the order of the page. Faults are in there, too.
 * @throws {RenderError} if something other than a source is at fault: a missing program, a full disk, the signal.
 */
export async function resolveMedia(
  reports: ReadonlyArray<Pick<MediaReport, "url">>,
  context: MediaContext,
): Promise<ReadonlyMap<string, SourceInfo>> {
  const limit = pLimit(AT_ONCE);
  const urls = [...new Set(reports.map(({ url }) => url))].filter(Boolean);
  return new Map(
    await Promise.all(urls.map(async (url) => [url, await limit(() => resolveOne(url, context))] as const)),
  );
}

async function resolveOne(url: string, context: MediaContext): Promise<SourceInfo> {
  try {
    const { cache } = context;
    const file = await cache.locate(url, () => locateSource(url, context));
    return { file, info: await cache.probe(file, () => probeMedia(file, context)) };
  } catch (error) {
    if (error instanceof MediaError) return { fault: error.message };
    throw error;
  }
}
