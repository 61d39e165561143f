import { setTimeout as sleep } from "node:timers/promises";
import { projectOrigin, type ProjectAnswers, type ProjectFiles } from "../browser/project-files.ts";
import { MediaError } from "../errors.ts";
import { findFfprobe } from "../ffmpeg/find-ffprobe.ts";
import { probeMedia } from "../ffmpeg/probe-media.ts";
import type { PlayedSource } from "../page/protocol.ts";
import { convertVideo, type ConvertRequest } from "./convert-video.ts";
import { locateSource, type SourcePlaces } from "./locate-source.ts";

/** Where media may come from, and what reads them. */
type VideoDeskContext = SourcePlaces & Pick<ConvertRequest, "ffmpeg" | "onProgress">;

/** So long a page's clock stands still at a time, while something is got ready: page/media/held-time.ts */
const HOLD_MS = 4;

/** Gives pages the media that their scripts play: found, looked into, and converted where the browser cannot decode them. */
export class VideoDesk {
  readonly #context: VideoDeskContext;
  readonly #known = new Map<string, Promise<PlayedSource>>();

  constructor(context: VideoDeskContext) {
    this.#context = context;
  }

  /** What pages may ask for: a {@link PlayedSource} for a `src`, and a moment in which their clocks stand still. */
  get answers(): ProjectAnswers {
    return {
      "/.hyperframes/video": (query, offer) => this.#answer(query.get("src") ?? "", { offer }),
      "/.hyperframes/hold": () => sleep(HOLD_MS).then(() => "null"),
    };
  }

  /** Looks at everything anew: files of the same names may be others. */
  forget(): void {
    this.#known.clear();
  }

  async #answer(address: string, server: Pick<ProjectFiles, "offer">): Promise<string> {
    const known = this.#known.get(address) ?? this.#find(address, server);
    this.#known.set(address, known);
    try {
      return JSON.stringify(await known);
    } catch (error) {
      this.#known.delete(address);
      if (!(error instanceof MediaError)) throw error;
      throw new MediaError(`${nameOf(address)} ${error.message}.`, error);
    }
  }

  async #find(address: string, server: Pick<ProjectFiles, "offer">): Promise<PlayedSource> {
    const context = this.#context;
    const file = await locateSource(address, context);
    const info = await probeMedia(file, { ...context, ffprobe: await findFfprobe(context.ffmpeg) });
    const video = info.video && (await convertVideo({ file, info }, context));
    const heard = { duration: info.duration, length: info.duration, colors: null };
    const { duration, length, colors } = video ?? heard;
    return {
      ...{ url: address, readUrl: video ? server.offer(video.file) : "", duration, length, colors },
      ...{ hasPicture: video !== null, hasSound: info.audio !== null },
    };
  }
}

function nameOf(address: string): string {
  const own = `${projectOrigin}/`;
  return (address.startsWith(own) ? address.slice(own.length) : address).slice(0, 200);
}
