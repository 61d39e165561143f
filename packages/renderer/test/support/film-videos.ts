import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { complaintsOf } from "../../src/browser/page-log.ts";
import type { FrameSourceKind, PageSpec } from "../../src/capture/frame-source.ts";
import type { MediaReport, VideoSource } from "../../src/page/protocol.ts";
import { frame } from "../../src/timeline/units.ts";
import { openStudio, pageSpecOf, type TestStudio } from "./open-studio.ts";
import { videoFolder, type NumberedVideo, type VideoFolder } from "./video-files.ts";

/** A video that pages can show. */
export interface OfferedVideo extends VideoSource {
  readonly file: string;
}

/** What is filmed: some HTML on an empty page of 320×180. */
export interface VideoPage extends Partial<Pick<PageSpec, "rate" | "width" | "height">> {
  readonly html: string;
  readonly videos: readonly OfferedVideo[];
  readonly count: number;
  /** The frame to jump to. @default 0 */
  readonly first?: number;
}

/** What came of it. */
export interface VideoFilm {
  /** The pixels of every frame, BGRA; one that is still has those of the frame before. */
  readonly pictures: Buffer[];
  /** How many frames were reported as still. */
  readonly still: number;
  readonly complaints: readonly string[];
  /** What the page says of its media. */
  readonly media: readonly MediaReport[];
}

/** A browser, and a folder for videos. */
export interface VideoStudio extends AsyncDisposable {
  readonly folder: VideoFolder;
  /** Makes a video, and offers it under its own address, or that of another. */
  make(video: NumberedVideo & { readonly duration: number }): Promise<OfferedVideo>;
  offer(file: string, duration: number): OfferedVideo;
  film(page: VideoPage): Promise<VideoFilm>;
}

/** Starts a browser for pages with videos. */
export async function openVideoStudio(kind: FrameSourceKind = "begin-frame"): Promise<VideoStudio> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await videoFolder());
  const studio = stack.use(await openStudio(kind, null, { folder: folder.path }));
  const owned = stack.move();
  let pages = 0;
  const offer = (file: string, duration: number): OfferedVideo => {
    const url = studio.offer(file);
    return { url, readUrl: url, duration, length: duration, colors: null, file };
  };
  return {
    folder,
    offer,
    make: async (video) => offer(await folder.make(video), video.duration),
    async film(page) {
      pages += 1;
      const file = join(folder.path, `${pages}.html`);
      await writeFile(file, documentOf(page));
      return filmVideos(studio, studio.offer(file), page);
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

function documentOf({ html, width = 320, height = 180 }: VideoPage): string {
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style>
    <div data-composition-id="main" data-width="${width}" data-height="${height}">${html}</div>`;
}

async function filmVideos(studio: TestStudio, url: string, page: VideoPage): Promise<VideoFilm> {
  const { videos, count, first = 0, rate, width = 320, height = 180 } = page;
  await using take = await studio.source.open(
    pageSpecOf("", { url, videos, width, height, ...(rate ? { rate } : {}) }),
  );
  const opening = await take.show(frame(first), "jump");
  const pictures = [Buffer.from(opening.bgra)];
  let still = 0;
  while (pictures.length < count) {
    const picture = await take.next();
    if (!picture) still += 1;
    const last = pictures.at(-1) ?? opening.bgra;
    pictures.push(Buffer.from(picture?.bgra ?? last));
  }
  return { pictures, still, complaints: complaintsOf(take.log), media: take.measure.media };
}
