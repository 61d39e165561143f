import type { MediaClip } from "./media.ts";
import type { VideoSource } from "./protocol.ts";
import { giveNaturalSize, VideoPicture } from "./video-element.ts";
import { openVideoFile, type VideoFile } from "./video-file.ts";
import { VideoReader } from "./video-reader.ts";
import { mediaTime, TIME_ROUNDING } from "./video-time.ts";

/** All videos of a page. */
export interface VideoStage {
  /** Brings the picture of every video to a composition time in seconds. Nothing is returned if none is on. */
  show(time: number): Promise<void> | undefined;
}

/** The stage, or what keeps it from being one, in a sentence. */
export type OpenedVideos =
  | { readonly stage: VideoStage; readonly failure: null }
  | { readonly stage: null; readonly failure: string };

declare global {
  /** Called from outside for every `<video>`, before they are opened. */
  var __hyperframesAddVideoRoot: ((element: Element, root: ShadowRoot) => void) | undefined;
  var __hyperframesOpenVideos:
    | ((clips: readonly MediaClip[], sources: readonly VideoSource[]) => Promise<OpenedVideos>)
    | undefined;
}

/** A video is got ready so long before it is shown, in seconds of composition time. */
const LEAD_TIME = 0.5;

const roots = new Map<Element, ShadowRoot>();
const read = window.fetch.bind(window);

/** One `<video>`, which knows when to show what. */
class Video {
  readonly #clip: MediaClip;
  readonly #length: number;
  readonly #end: number;
  readonly #reader: VideoReader;
  readonly #picture: VideoPicture;

  constructor(
    clip: MediaClip,
    source: VideoSource,
    { file, picture }: { file: VideoFile; picture: VideoPicture },
  ) {
    this.#clip = clip;
    this.#length = source.duration;
    this.#end = clip.report.end ?? Number.POSITIVE_INFINITY;
    this.#picture = picture;
    this.#reader = new VideoReader(file, (seconds, reason) => reportError(damage(source, seconds, reason)));
  }

  show(time: number): Promise<void> | undefined {
    const { start } = this.#clip.report;
    if (time >= this.#end - TIME_ROUNDING || time < start - LEAD_TIME) return void this.#reader.release();
    const wanted = mediaTime(this.#clip.report, time, this.#length);
    if (time < start - TIME_ROUNDING) return void this.#reader.prepare(wanted);
    return this.#paint(wanted);
  }

  async #paint(wanted: number): Promise<void> {
    const frame = await this.#reader.frameAt(wanted);
    if (frame) {
      await this.#picture.paint(frame);
      frame.close();
    }
    // Decoded while the page is being filmed; whether it succeeds shows when it is wanted.
    this.#reader.prepare().catch(() => undefined);
  }
}

async function openVideos(
  clips: readonly MediaClip[],
  sources: readonly VideoSource[],
): Promise<OpenedVideos> {
  try {
    return { stage: await openStage(clips, sources), failure: null };
  } catch (error) {
    return { stage: null, failure: reasonOf(error) };
  }
}

async function openStage(clips: readonly MediaClip[], sources: readonly VideoSource[]): Promise<VideoStage> {
  const bySource = new Map(sources.map((source) => [source.url, source]));
  const files = new Map<string, Promise<VideoFile>>();
  const open = async (clip: MediaClip): Promise<Video[]> => {
    const source = bySource.get(clip.report.url);
    if (!source || !(clip.element instanceof HTMLVideoElement)) return [];
    const { readUrl } = source;
    const opening = files.get(readUrl) ?? openVideoFile(readUrl, read);
    files.set(readUrl, opening);
    return [await openVideo(clip, source, opening)];
  };
  const videos = (await Promise.all(clips.map(open))).flat();
  return {
    show(time) {
      const painted = videos.map((video) => video.show(time)).filter((promise) => promise !== undefined);
      return painted.length > 0 ? Promise.all(painted).then(() => undefined) : undefined;
    },
  };
}

async function openVideo(clip: MediaClip, source: VideoSource, opening: Promise<VideoFile>): Promise<Video> {
  const element = clip.element as HTMLVideoElement;
  try {
    const file = await opening;
    const picture = new VideoPicture(element, roots.get(element), file);
    await giveNaturalSize(element, file);
    return new Video(clip, source, { file, picture });
  } catch (error) {
    throw new Error(`The video ${source.url} cannot be shown: ${reasonOf(error)}.`, { cause: error });
  }
}

function damage({ url }: VideoSource, seconds: number, reason: unknown): Error {
  return new Error(
    `The video ${url} is damaged after ${seconds.toFixed(3)} s (${reasonOf(reason)}); ` +
      "its last good frame is shown until it can be decoded again.",
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// A script of its own, injected only where there are videos.
globalThis.__hyperframesAddVideoRoot = (element, root) => void roots.set(element, root);
globalThis.__hyperframesOpenVideos = openVideos;
