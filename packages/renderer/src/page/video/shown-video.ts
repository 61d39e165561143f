import { ElementGrading } from "../grading/element-grading.ts";
import type { PixelGrader } from "../grading/grade-pixels.ts";
import { complaintBinding, type VideoSource } from "../protocol.ts";
import { tellRenderer } from "../tell-renderer.ts";
import { lendPictures } from "./video-drawing.ts";
import { giveNaturalSize, VideoPicture } from "./video-element.ts";
import { openVideoFile, type VideoFile } from "./video-file.ts";
import { VideoReader } from "./video-reader.ts";

const read = window.fetch.bind(window);
const roots = new Map<Element, ShadowRoot>();
const files = new Map<string, Promise<VideoFile>>();
/** The canvases that have the pictures of videos. */
const canvases = new Map<unknown, HTMLCanvasElement>();

/** Notes the shadow root of a `<video>`, which only the debugger can hand out. */
export function addVideoRoot(element: Element, root: ShadowRoot): void {
  roots.set(element, root);
}

/** What a video is put together from. */
interface VideoPieces {
  readonly source: VideoSource;
  readonly file: VideoFile;
  readonly picture: VideoPicture;
}

/** A `<video>` that shows whatever frame of its source is wanted. */
export class ShownVideo {
  readonly file: VideoFile;
  readonly #source: VideoSource;
  readonly #picture: VideoPicture;
  readonly #reader: VideoReader;
  readonly #grading: ElementGrading;
  /** What graded the frame that is shown. */
  #grader: PixelGrader | null = null;

  private constructor(element: HTMLVideoElement, { source, file, picture }: VideoPieces) {
    this.file = file;
    // What is wrong with it was told by the page before.
    this.#grading = new ElementGrading(element, () => undefined);
    this.#source = source;
    this.#picture = picture;
    this.#reader = new VideoReader(file, {
      length: source.duration,
      complain: (seconds, reason) => complain(damage(source, seconds, reason)),
    });
  }

  /**
   * Opens a source for an element, and gives that the source's size.
   *
   * @throws if it cannot be shown, naming it.
   */
  static async open(element: HTMLVideoElement, source: VideoSource): Promise<ShownVideo> {
    const { readUrl } = source;
    const opening = files.get(readUrl) ?? openVideoFile(source, read);
    files.set(readUrl, opening);
    try {
      const file = await opening;
      const picture = new VideoPicture(element, roots.get(element), file);
      await giveNaturalSize(element, file);
      for (const realm of [window, element.ownerDocument.defaultView]) lendPictures(realm, canvases);
      canvases.set(element, picture.canvas);
      return new ShownVideo(element, { source, file, picture });
    } catch (error) {
      throw unshown(source, error);
    }
  }

  /** Shows the frame of a media time in seconds. Resolves to whether it is another than before. */
  async show(mediaTime: number): Promise<boolean> {
    try {
      const frame = await this.#reader.frameAt(mediaTime);
      const grader = await this.#grading.grader();
      if (frame) await this.#picture.paint(frame, grader);
      else if (grader !== this.#grader) this.#picture.repaint(grader);
      this.#grader = grader;
      frame?.close();
      this.prepare();
      return frame !== null;
    } catch (error) {
      throw unshown(this.#source, error);
    }
  }

  /** Decodes while the page is being filmed; whether that succeeds shows when the frame is wanted. */
  prepare(mediaTime?: number): void {
    this.#reader.prepare(mediaTime).catch(() => undefined);
  }

  /** Gives its decoder back. */
  release(): void {
    void this.#reader.release();
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
  if (!tellRenderer(complaintBinding, text)) reportError(new Error(text));
}

/** The path in the project, or the beginning of another address. */
function nameOf(url: string): string {
  const own = `${location.origin}/`;
  return url.startsWith(own) ? decodeURI(url.slice(own.length)) : url.slice(0, 200);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
