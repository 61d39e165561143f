import { ElementGrading } from "./element-grading.ts";
import type { PixelGrader } from "./grade-pixels.ts";
import type { MediaClip } from "./media.ts";
import { complaintBinding, type VideoSource } from "./protocol.ts";
import { lendPictures } from "./video-drawing.ts";
import { giveNaturalSize, VideoPicture } from "./video-element.ts";
import { openVideoFile, type VideoFile } from "./video-file.ts";
import { VideoReader } from "./video-reader.ts";
import { ScriptView } from "./video-script-view.ts";
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

/** What a video is put together from. */
interface VideoParts {
  readonly clip: MediaClip;
  readonly source: VideoSource;
  readonly file: VideoFile;
  readonly picture: VideoPicture;
  readonly view: ScriptView;
  readonly grading: ElementGrading;
}

/** One `<video>`, which knows when to show what. */
class Video {
  readonly #parts: VideoParts;
  readonly #end: number;
  readonly #reader: VideoReader;
  /** What graded the frame that is shown. */
  #grader: PixelGrader | null = null;

  constructor(parts: VideoParts) {
    const { clip, source, file } = parts;
    this.#parts = parts;
    this.#end = clip.report.end ?? Number.POSITIVE_INFINITY;
    this.#reader = new VideoReader(file, {
      length: source.duration,
      complain: (seconds, reason) => complain(damage(source, seconds, reason)),
    });
  }

  show(time: number): Promise<void> | undefined {
    const { clip, source } = this.#parts;
    const { start } = clip.report;
    if (time >= this.#end - TIME_ROUNDING || time < start - LEAD_TIME) return void this.#reader.release();
    const wanted = mediaTime(clip.report, time, source.duration);
    if (time < start - TIME_ROUNDING) {
      this.#prepare(wanted);
      return undefined;
    }
    return this.#paint(wanted).catch((error: unknown) => {
      throw unshown(source, error);
    });
  }

  async #paint(wanted: number): Promise<void> {
    const frame = await this.#reader.frameAt(wanted);
    const { picture, grading } = this.#parts;
    const grader = await grading.grader();
    if (frame) await picture.paint(frame, grader);
    else if (grader !== this.#grader) picture.repaint(grader);
    this.#grader = grader;
    frame?.close();
    this.#parts.view.show(wanted, frame !== null);
    this.#prepare();
  }

  /** Decodes while the page is being filmed; whether that succeeds shows when the frame is wanted. */
  #prepare(wanted?: number): void {
    this.#reader.prepare(wanted).catch(() => undefined);
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
  const open = async (clip: MediaClip): Promise<VideoParts[]> => {
    const { element, report } = clip;
    const source = bySource.get(report.url);
    if (!source || !(element instanceof HTMLVideoElement)) return [];
    const { readUrl } = source;
    const opening = files.get(readUrl) ?? openVideoFile(readUrl, read);
    files.set(readUrl, opening);
    return [await openVideo(element, { clip, source, opening })];
  };
  const opened = (await Promise.all(clips.map(open))).flat();
  lendPictures(new Map(opened.map(({ clip, picture }) => [clip.element, picture.canvas])));
  for (const { view } of opened) view.announce();
  const videos = opened.map((parts) => new Video(parts));
  return {
    show(time) {
      const painted = videos.map((video) => video.show(time)).filter((promise) => promise !== undefined);
      return painted.length > 0 ? Promise.all(painted).then(() => undefined) : undefined;
    },
  };
}

async function openVideo(
  element: HTMLVideoElement,
  { clip, source, opening }: Pick<VideoParts, "clip" | "source"> & { readonly opening: Promise<VideoFile> },
): Promise<VideoParts> {
  try {
    const file = await opening;
    const picture = new VideoPicture(element, roots.get(element), file);
    await giveNaturalSize(element, file);
    // What is wrong with it was told by the page before.
    const grading = new ElementGrading(element, () => undefined);
    return { clip, source, file, picture, grading, view: new ScriptView(element, file, source.duration) };
  } catch (error) {
    throw unshown(source, error);
  }
}

function unshown({ url }: VideoSource, error: unknown): Error {
  return new Error(`The video ${nameOf(url)} cannot be shown: ${reasonOf(error)}.`, { cause: error });
}

function damage({ url }: VideoSource, seconds: number, reason: unknown): string {
  return (
    `The video ${nameOf(url)} is damaged after ${seconds.toFixed(3)} s (${reasonOf(reason)}); ` +
    "its last good frame is shown until it can be decoded again."
  );
}

/** Whoever films the page hears of it; where the page is only played, it is an error like others. */
function complain(text: string): void {
  const bindings = window as unknown as Partial<Record<string, (payload: string) => void>>;
  const tell = bindings[complaintBinding];
  if (tell) tell(text);
  else reportError(new Error(text));
}

/** The path in the project, or the beginning of another address. */
function nameOf(url: string): string {
  const own = `${location.origin}/`;
  return url.startsWith(own) ? decodeURI(url.slice(own.length)) : url.slice(0, 200);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// A script of its own, injected only where there are videos.
globalThis.__hyperframesAddVideoRoot = (element, root) => void roots.set(element, root);
globalThis.__hyperframesOpenVideos = openVideos;
