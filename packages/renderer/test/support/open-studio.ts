import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type LibraryOptions, ShippedLibraries } from "../../src/browser/libraries/shipped-libraries.ts";
import { chooseSource } from "../../src/capture/choose-source.ts";
import type { FrameSource, FrameSourceKind, PageSpec, Take } from "../../src/capture/frame-source.ts";
import type { PageHome } from "../../src/capture/open-page.ts";
import { downloadLimits, openOutside } from "../../src/media/locate-source.ts";
import { VideoDesk } from "../../src/media/video-desk.ts";
import { frame, milliseconds } from "../../src/timeline/units.ts";
import { browsers, wishFor } from "./browsers.ts";
import { cacheFolder, fixture } from "./fixtures.ts";
import { openTestHost } from "./open-host.ts";

/** A browser whose pages may read the fixtures. */
export interface TestStudio extends AsyncDisposable {
  readonly source: FrameSource;
  readonly home: PageHome;
  /** Serves one more file to the pages, and returns its address. */
  offer(file: string): string;
}

/** Chrome or Chromium as users have it, if this machine has one. */
export const installedChrome: string | undefined = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
].find((file) => existsSync(file));

/** What a test's pages may reach. */
export interface StudioReach {
  /** @default that of the fixtures */
  readonly folder?: string;
  /** @default nothing is fetched */
  readonly libraries?: LibraryOptions;
}

/** Starts a browser: the packaged one, or the one that is named. */
export async function openStudio(
  kind: FrameSourceKind,
  browser: string | null = null,
  { folder = dirname(fixture("any")), libraries = {} }: StudioReach = {},
): Promise<TestStudio> {
  await using stack = new AsyncDisposableStack();
  const desk = new VideoDesk({
    projectFolder: folder,
    cacheFolder,
    ffmpeg: "ffmpeg",
    outside: openOutside(),
    limits: downloadLimits,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const host = stack.use(await openTestHost(folder, { services: { answers: desk.answers } }));
  const wish = await wishFor({ issueFrames: kind !== "screenshot", browser });
  const lease = await browsers.lease(wish, new AbortController().signal);
  stack.defer(() => lease.giveBack());
  const home = {
    launched: lease.launched,
    libraries: new ShippedLibraries(folder, libraries),
    access: host.guard.access,
  };
  const owned = stack.move();
  return {
    source: chooseSource(home, kind).source,
    home,
    offer: (file) => host.files.offer(file),
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** What to film of a fixture: 320×180 at 30 frames per second, without a timeline, where nothing else is said. */
export function pageSpecOf(path: string, changes: Partial<PageSpec> = {}): PageSpec {
  const [name, query = ""] = path.split(/(?=\?)/);
  return {
    url: `http://project.localhost/${name}/index.html${query}`,
    compositionId: "main",
    wantsTimeline: false,
    timelinePatience: milliseconds(200),
    width: 320,
    height: 180,
    scale: 1,
    rate: { numerator: 30, denominator: 1 },
    transparent: false,
    limit: milliseconds(20_000),
    videos: [],
    narration: null,
    heldFrom: null,
    scriptNonce: null,
    nested: { variables: { values: {}, properties: {} }, hosts: [], parts: [] },
    ...changes,
  };
}

/** The pixels of frames 0 to `count` - 1; `null` where one was reported as still. */
export async function film(take: Take, count: number): Promise<Array<Buffer | null>> {
  const first = await take.show(frame(0), "jump");
  const pictures: Array<Buffer | null> = [Buffer.from(first.bgra)];
  while (pictures.length < count) {
    const picture = await take.next();
    // The take reuses its memory.
    pictures.push(picture && Buffer.from(picture.bgra));
  }
  return pictures;
}

/** Opens a page, films its first frames, and closes it. */
export async function filmPage(
  source: FrameSource,
  spec: PageSpec,
  count: number,
): Promise<Array<Buffer | null>> {
  await using take = await source.open(spec);
  return await film(take, count);
}

/** By how much any channel of any pixel differs. */
export function largestDifference(a: Buffer, b: Buffer): number {
  let largest = a.length === b.length ? 0 : 255;
  for (let index = 0; index < a.length; index += 1) {
    largest = Math.max(largest, Math.abs(a[index]! - b[index]!));
  }
  return largest;
}
