import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ShippedLibraries } from "../../src/browser/libraries/shipped-libraries.ts";
import { complaintsOf } from "../../src/browser/page-log.ts";
import type { PageSession } from "../../src/browser/page-session.ts";
import type { PageSpec } from "../../src/capture/frame-source.ts";
import { openPage, type OpenPage, type PageHome } from "../../src/capture/open-page.ts";
import { PatchedClock } from "../../src/clock/patched-clock.ts";
import { settle } from "../../src/clock/settle.ts";
import { LevelsDesk } from "../../src/media/levels-desk.ts";
import { downloadLimits, openOutside, type SourcePlaces } from "../../src/media/locate-source.ts";
import { VideoDesk } from "../../src/media/video-desk.ts";
import { pageNarration } from "../../src/narration/page-narration.ts";
import { resolveOptions } from "../../src/options.ts";
import type { NarrationTimes } from "../../src/page/narration/narration-times.ts";
import { prepare } from "../../src/stages/prepare.ts";
import { browsers, wishFor } from "./browsers.ts";
import { cacheFolder, fixture } from "./fixtures.ts";
import { openNarrator, type TestNarrator } from "./narrator.ts";
import { openTestHost } from "./open-host.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** When to look at a project, and how small its text may be. */
export interface OverflowRequest {
  /** A plain project in the checker's folder, with nothing left to fill in. */
  readonly project: string;
  /** In seconds, rising: a list, or a function of how long the composition lasts. A time beyond the end means the last frame. */
  readonly times: readonly number[] | ((seconds: number) => readonly number[]);
  /**
   * In pixels of the picture.
   * @default 16
   */
  readonly smallest?: number;
  /**
   * Somebody who speaks.
   * @default nobody
   */
  readonly narration?: TestNarrator | null;
  /**
   * Whether faults other than what is covered count only where the page stands still for some frames: times may be any then.
   * @default false
   */
  readonly still?: boolean;
}

/** What was seen of a project. */
export interface OverflowReport {
  /** `2.5 s: #numbers p.value “73” is cut off at the right by #root`; empty if all is well. */
  readonly problems: readonly string[];
  /** All texts that were seen, as `#numbers p.value “73”`, for tests that something is there at all. */
  readonly texts: readonly string[];
  /** The same for each of the times. */
  readonly looks: ReadonlyArray<readonly string[]>;
  /** Where their lines were in the last frame: left, top, right and bottom, by name. */
  readonly places: Readonly<Record<string, ReadonlyArray<readonly number[]>>>;
  /** How long the composition lasts. */
  readonly seconds: number;
}

/** A browser that looks at text. */
export interface OverflowChecker extends AsyncDisposable {
  /** Where the projects are to be put: each in a folder of its own. Deleted at the end. */
  readonly folder: string;
  /**
   * Opens a project and measures, at each time, all text that is seen: whether it is cut off (where no ellipsis says so), covered,
   * out of the picture, smaller than allowed, wider than its box, or lies over other text. Complaints of scripts count as problems.
   */
  check(request: OverflowRequest): Promise<OverflowReport>;
}

const FRAMES_PER_SECOND = 30;
/** So many frames later, what stands still is where it was. */
const STILL = 4;

/** What `measure.js` tells of one frame. */
interface Measured {
  readonly problems: readonly string[];
  /** Those of the problems that are of presenter or captions. */
  readonly covered: readonly string[];
  readonly texts: readonly string[];
  readonly places: string;
}

/** Starts a browser that can look at many projects, one after the other. */
export async function openOverflowChecker(): Promise<OverflowChecker> {
  await using stack = new AsyncDisposableStack();
  const projects = stack.use(await temporaryFolder());
  const places = { ...placesIn(projects.path), ffmpeg: "ffmpeg" };
  const videos = new VideoDesk({ ...places, onProgress: () => undefined });
  const answers = {
    // Nothing is remembered: the next project has other files of the same names.
    "/.hyperframes/levels": (query: URLSearchParams) => new LevelsDesk(places).answer(query),
    ...videos.answers,
  };
  const { guard } = stack.use(await openTestHost(projects.path, { services: { answers } }));
  const wish = await wishFor({ issueFrames: false });
  const lease = await browsers.lease(wish, new AbortController().signal);
  stack.defer(() => lease.giveBack());
  const home = {
    launched: lease.launched,
    libraries: new ShippedLibraries(projects.path),
    access: guard.access,
  };
  const measure = await readFile(fixture("overflow/measure.js"), "utf8");
  const owned = stack.move();
  return {
    folder: projects.path,
    check: (request) => {
      videos.forget();
      return checkProject(home, { ...request, measure, folder: projects.path });
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

function placesIn(projectFolder: string): SourcePlaces {
  const { signal } = new AbortController();
  return { projectFolder, cacheFolder, outside: openOutside(), limits: downloadLimits, signal };
}

type Check = OverflowRequest & { readonly measure: string; readonly folder: string };

async function checkProject(
  home: PageHome,
  { project, times, smallest = 16, narration = null, still = false, measure, folder }: Check,
): Promise<OverflowReport> {
  const { spec: plain, composition } = await prepare(join(folder, project), resolveOptions({}));
  const spec = { ...plain, narration: narration && pageNarration(await openNarrator(narration), plain) };
  const page = await openPage(
    home,
    { ...spec, url: spec.url.replace(/\/(?=[^/]*$)/, `/${project}/`) },
    {
      holdCallbacks: false,
      ownClock: true,
      beginFrameControl: false,
      makeClock: (session) => new PatchedClock(session),
      prepare: (session) => shrink(session, spec),
    },
  );
  await using _session = page.session;
  // Its names must not meet those of the page.
  await page.session.evaluate(`(() => { ${measure} })()`);
  const problems: string[] = [];
  const looks: Array<readonly string[]> = [];
  let places: OverflowReport["places"] = {};
  const { width, height } = spec;
  const request = JSON.stringify({ width, height, smallest, over: placesOf(spec.narration) });
  const { timeline, clips, animations, contract } = page.measure.durations;
  const seconds = Math.max(composition.root?.duration ?? 0, timeline, clips, animations, contract);
  const last = Math.round(seconds * FRAMES_PER_SECOND) - 1;
  for (const time of typeof times === "function" ? times(seconds) : times) {
    const look = async (frame: number): Promise<Measured> => {
      await show(page, Math.min(frame, last));
      return page.session.evaluate<Measured>(`measureOverflow(${request})`);
    };
    const found = await look(Math.round(time * FRAMES_PER_SECOND));
    const isMoving =
      still && found.places !== (await look(Math.round(time * FRAMES_PER_SECOND) + STILL)).places;
    const counted = isMoving ? found.covered : found.problems;
    problems.push(...counted.map((problem) => `${time} s: ${problem}`));
    looks.push(found.texts);
    places = Object.fromEntries(
      (JSON.parse(found.places) as Array<[string, ...number[][]]>).map(([name, ...lines]) => [name, lines]),
    );
  }
  const texts = [...new Set(looks.flat())];
  return { problems: [...complaintsOf(page.log), ...problems], texts, looks, places, seconds };
}

/** What lies over the page, by name. */
function placesOf(narration: NarrationTimes | null): unknown[] {
  const boxes = { presenter: narration?.places.presenter, captions: narration?.places.captions };
  return Object.entries(boxes).flatMap(([name, box]) =>
    box
      ? [
          {
            name: `the ${name}`,
            left: box.x,
            top: box.y,
            right: box.x + box.width,
            bottom: box.y + box.height,
          },
        ]
      : [],
  );
}

/** Nobody looks at the picture, and to draw it takes a good part of the time: the page is as large as ever, but drawn small. */
async function shrink(session: PageSession, { width, height }: PageSpec): Promise<void> {
  const screen = { width, height, screenWidth: width, screenHeight: height };
  await session.send("Emulation.setDeviceMetricsOverride", {
    ...{ ...screen, deviceScaleFactor: 1, mobile: false },
    scale: 1 / 16,
  });
}

async function show({ session, clock }: OpenPage<PatchedClock>, frame: number): Promise<void> {
  await settle(clock, session.evaluate(`__hyperframesAgent.tick(${frame})`));
}
