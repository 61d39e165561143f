import type { FrameCallbacks } from "./media/frame-callbacks.ts";
import type { MediaClip } from "./media/media.ts";
import type { VideoSource } from "./protocol.ts";
import { addVideoRoot, ShownVideo } from "./video/shown-video.ts";
import { ScriptView } from "./video/video-script-view.ts";
import { mediaTime, TIME_ROUNDING } from "./video/video-time.ts";

/** All videos that the composition places in time. */
export interface VideoStage {
  /** Brings the picture of every video to a composition time in seconds. Nothing is returned if none is on. */
  show(time: number): Promise<void> | undefined;
}

/** The stage, or what keeps it from being one, in a sentence. */
type OpenedVideos =
  | { readonly stage: VideoStage; readonly failure: null }
  | { readonly stage: null; readonly failure: string };

/** What is opened. */
interface VideoRequest {
  readonly clips: readonly MediaClip[];
  readonly sources: readonly VideoSource[];
  readonly callbacksOf: (element: Element) => FrameCallbacks;
  /** Told what scripts have set in vain. */
  readonly onVain: (element: Element, name: string) => void;
}

declare global {
  /** Called from outside for every `<video>`, before they are opened. */
  var __hyperframesAddVideoRoot: ((element: Element, root: ShadowRoot) => void) | undefined;
  var __hyperframesOpenVideos: ((request: VideoRequest) => Promise<OpenedVideos>) | undefined;
  /** Opens a video that a script plays. */
  var __hyperframesOpenVideo: typeof ShownVideo.open | undefined;
}

/** A video is got ready so long before it is shown, in seconds of composition time. */
const LEAD_TIME = 0.5;

/** What a video is put together from. */
interface VideoParts {
  readonly clip: MediaClip;
  readonly source: VideoSource;
  readonly shown: ShownVideo;
  readonly view: ScriptView;
}

/** One `<video>`, which knows when to show what. */
class Video {
  readonly #parts: VideoParts;
  readonly #end: number;

  constructor(parts: VideoParts) {
    this.#parts = parts;
    this.#end = parts.clip.report.end ?? Number.POSITIVE_INFINITY;
  }

  show(time: number): Promise<void> | undefined {
    const { clip, source, shown } = this.#parts;
    const { start } = clip.report;
    if (time >= this.#end - TIME_ROUNDING || time < start - LEAD_TIME) {
      shown.release();
      return undefined;
    }
    const wanted = mediaTime(clip.report, time, source.duration);
    if (time < start - TIME_ROUNDING) {
      shown.prepare(wanted);
      return undefined;
    }
    return this.#paint(wanted);
  }

  async #paint(wanted: number): Promise<void> {
    const isNew = await this.#parts.shown.show(wanted);
    this.#parts.view.show(wanted, isNew);
  }
}

async function openVideos(request: VideoRequest): Promise<OpenedVideos> {
  try {
    return { stage: await openStage(request), failure: null };
  } catch (error) {
    return { stage: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function openStage(request: VideoRequest): Promise<VideoStage> {
  const bySource = new Map(request.sources.map((source) => [source.url, source]));
  const open = async (clip: MediaClip): Promise<VideoParts[]> => {
    const { element, report } = clip;
    const source = bySource.get(report.url);
    if (!source || !(element instanceof HTMLVideoElement)) return [];
    const shown = await ShownVideo.open(element, source);
    const callbacks = request.callbacksOf(element);
    const onVain = (name: string): void => request.onVain(element, name);
    const view = new ScriptView(element, { file: shown.file, length: source.duration, callbacks, onVain });
    return [{ clip, source, shown, view }];
  };
  const opened = (await Promise.all(request.clips.map(open))).flat();
  for (const { view } of opened) view.announce();
  const videos = opened.map((parts) => new Video(parts));
  return {
    show(time) {
      const painted = videos.map((video) => video.show(time)).filter((promise) => promise !== undefined);
      return painted.length > 0 ? Promise.all(painted).then(() => undefined) : undefined;
    },
  };
}

// A script of its own, injected only where there are videos.
globalThis.__hyperframesAddVideoRoot = addVideoRoot;
globalThis.__hyperframesOpenVideos = openVideos;
globalThis.__hyperframesOpenVideo = (element, source) => ShownVideo.open(element, source);
