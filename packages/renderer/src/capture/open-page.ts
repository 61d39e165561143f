import type { LaunchedBrowser } from "../browser/launch-browser.ts";
import { attachShippedLibraries, type ShippedLibraries } from "../browser/libraries/shipped-libraries.ts";
import type { ProxyAccess } from "../browser/network-guard.ts";
import { PageLog } from "../browser/page-log.ts";
import { pageScript } from "../browser/page-script.ts";
import { PageSession } from "../browser/page-session.ts";
import { AnimatedPictures } from "../browser/pictures/animated-pictures.ts";
import { CompanyClock } from "../clock/company-clock.ts";
import { loadPage } from "../clock/load-page.ts";
import type { PageClock } from "../clock/page-clock.ts";
import { settle } from "../clock/settle.ts";
import {
  awaitBinding,
  complaintBinding,
  lateNotice,
  videoBinding,
  workerBinding,
  type PageMeasure,
} from "../page/protocol.ts";
import { frame, type Microseconds } from "../timeline/units.ts";
import { answerDialogs } from "./answer-dialogs.ts";
import { attendVideos } from "./attend-videos.ts";
import { emulateMachine } from "./emulate-machine.ts";
import { limitFrame } from "./frame-limit.ts";
import type { PageSpec } from "./frame-source.ts";
import { openVideos } from "./open-videos.ts";

/** What pages get of a project. */
export interface PageHost {
  readonly libraries: ShippedLibraries;
  /** Their way to the project's files, and to everything else. */
  readonly access: ProxyAccess;
}

/** A browser, and the host of its pages. */
export interface PageHome extends PageHost {
  readonly launched: LaunchedBrowser;
}

/** How a kind of source wants its pages. */
export interface PageSetup<Clock extends PageClock> {
  readonly holdCallbacks: boolean;
  readonly ownClock: boolean;
  readonly beginFrameControl: boolean;
  makeClock(session: PageSession): Promise<Clock> | Clock;
  /** Called on the empty page, before anything is loaded. */
  prepare?(session: PageSession, clock: Clock): Promise<void>;
}

/** A loaded page that has been told when frame 0 is. */
export interface OpenPage<Clock extends PageClock> {
  readonly session: PageSession;
  readonly clock: Clock;
  /** The clock of the page and its workers. */
  readonly company: CompanyClock;
  readonly log: PageLog;
  readonly pictures: AnimatedPictures;
  readonly measure: PageMeasure;
  /** The page's time at frame 0. */
  readonly zero: Microseconds;
  /** Whether every frame must be awaited by a call of its own. */
  awaited: boolean;
  /** Whether the frame that was shown last lacks a picture. */
  isLate: boolean;
}

/** Opens a page, loads it, and makes the page wait for its first frame. */
export async function openPage<Clock extends PageClock>(
  home: PageHome,
  spec: PageSpec,
  setup: PageSetup<Clock>,
): Promise<OpenPage<Clock>> {
  const session = await PageSession.open(home, { ...setup, ...windowOf(spec) });
  try {
    const clock = await setup.makeClock(session);
    const log = await prepareSession(session, { ...home, ...setup }, spec);
    const pictures = AnimatedPictures.watch(session);
    const company = new CompanyClock(session, clock);
    session.on("Runtime.bindingCalled", ({ name }) => void (name === workerBinding && company.join()));
    await session.send("Page.addScriptToEvaluateOnNewDocument", {
      source: await pageScript({ ...spec, ...setup }),
    });
    await setup.prepare?.(session, clock);
    const zero = await loadPage({ session, clock: company, log, ...spec });
    await openVideos(session, clock, spec);
    if (await pictures.areThere()) await session.evaluate("__hyperframesAgent.admitAnimatedPictures()");
    const { measure, awaited } = await limitFrame(session, spec.limit, {
      number: frame(0),
      work: () => beginPage(session, clock, zero),
    });
    const page: OpenPage<Clock> = {
      session,
      clock,
      company,
      log,
      pictures,
      measure,
      zero,
      awaited,
      isLate: false,
    };
    session.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name !== awaitBinding) return;
      if (payload === lateNotice) page.isLate = true;
      else page.awaited = true;
    });
    return page;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

async function beginPage(
  session: PageSession,
  clock: PageClock,
  zero: Microseconds,
): Promise<Pick<OpenPage<PageClock>, "measure" | "awaited">> {
  const measure = await session.evaluate<PageMeasure>("__hyperframesAgent.measure()");
  const begun = session.evaluate<boolean>(`__hyperframesAgent.begin(${zero / 1000})`);
  return { measure, awaited: await settle(clock, begun) };
}

/** Of a page that is scaled, the window has the picture's pixels. */
function windowOf({ width, height, scale }: PageSpec): { readonly width: number; readonly height: number } {
  return { width: width * scale, height: height * scale };
}

async function prepareSession(
  session: PageSession,
  home: PageHome & Pick<PageSetup<PageClock>, "beginFrameControl">,
  spec: PageSpec,
): Promise<PageLog> {
  const log = await PageLog.attach(session, (url) => home.libraries.refusalOf(url));
  await emulateMachine(session, spec, home);
  if (spec.transparent) {
    await session.send("Emulation.setDefaultBackgroundColorOverride", { color: { r: 0, g: 0, b: 0, a: 0 } });
  }
  session.on("Runtime.bindingCalled", ({ name, payload }) => {
    if (name === complaintBinding) log.addComplaint(payload);
  });
  answerDialogs(session, log);
  attendVideos(session);
  for (const name of [awaitBinding, complaintBinding, workerBinding, videoBinding])
    await session.send("Runtime.addBinding", { name });
  await attachShippedLibraries(session.raw, home);
  return log;
}
