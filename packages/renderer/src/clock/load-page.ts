import { setTimeout as sleep } from "node:timers/promises";
import type { Protocol } from "devtools-protocol/types/protocol.js";
import { formatScriptError, type PageLog } from "../browser/page-log.ts";
import type { PageSession } from "../browser/page-session.ts";
import { stayOnPage } from "../browser/stay-on-page.ts";
import { CompositionError, PageTimeoutError, RenderError } from "../errors.ts";
import type { Readiness } from "../page/protocol.ts";
import { microseconds, type Microseconds, type Milliseconds } from "../timeline/units.ts";
import type { PageClock } from "./page-clock.ts";

/** A page that is to be loaded, and what listens to it. */
interface PageLoad {
  readonly session: PageSession;
  readonly clock: PageClock;
  readonly log: PageLog;
  readonly url: string;
  /** How long it may take in real time. */
  readonly limit: Milliseconds;
  /** How long a timeline is waited for, in real time, that has not come in the page's own. */
  readonly timelinePatience: Milliseconds;
}

/** A page that is ready at once shows frame 0 at this time; one that is not, at the next multiple of a step. */
const READY_AT = microseconds(1000);
const STEP = microseconds(10_000);
/** A timeline that is not there after so much of the page's time will not come by it. */
const TIMELINE_LIMIT = microseconds(10_000_000);
/** What a page builds in real time alone, such as what it compiles, is ready by then. */
const BUILD_PATIENCE_MS = 500;
/** Pumps without a pause in between; a page that is not loaded by then waits for something outside. */
const QUICK_PUMPS = 100;

/**
 * Loads a page and waits until its first frame can be shown: scripts have run, the timeline is there, fonts and
 * pictures are decoded.
 *
 * @returns the page's time at which frame 0 is shown. It is a function of the page, not of the machine's speed.
 * @throws {CompositionError} if a library of a CDN did not come.
 * @throws {PageTimeoutError} if the page is not ready within the limit, naming what it waits for.
 */
export async function loadPage(load: PageLoad): Promise<Microseconds> {
  let waitingFor = ["the page's load event"];
  const timer = setTimeout(() => load.session.abandon(notReady(load, waitingFor)), load.limit);
  try {
    await navigate(load);
    refuseMissingLibraries(load.log);
    const zero = await waitUntilReady(load, (names) => {
      refuseMissingLibraries(load.log);
      waitingFor = [...names];
    });
    refuseMissingLibraries(load.log);
    await load.clock.advanceTo(zero);
    return zero;
  } finally {
    clearTimeout(timer);
  }
}

async function navigate({ session, clock, url }: PageLoad): Promise<void> {
  let loaded = false;
  let failure: string | undefined;
  await session.send("Page.enable");
  session.on("Page.loadEventFired", () => (loaded = true));
  session.on("Network.responseReceived", ({ frameId, type, response }) => {
    const isPage = type === "Document" && frameId === session.mainFrame;
    // What a server says instead of the page is no page.
    if (isPage && response.status >= 400) failure = `the answer was ${statusText(response)}`;
  });
  session.once("Page.frameStartedNavigating", () => stayOnPage(session));
  // It answers when the page commits, which needs the clock to be pumped.
  const navigated = session.send("Page.navigate", { url }).then(({ errorText }) => (failure ??= errorText));
  // If pumping fails first, this fails with it, unheard.
  navigated.catch(() => undefined);
  for (let pumps = 0; !loaded && failure === undefined; pumps += 1) {
    await clock.pump();
    if (pumps > QUICK_PUMPS) await sleep(5);
  }
  await navigated;
  if (failure !== undefined)
    throw new RenderError("page-failed", `The page ${url} could not be opened: ${failure}.`);
}

function statusText({ status, statusText: words }: Protocol.Network.Response): string {
  return status === 404 ? "that there is no such file" : `HTTP ${status} ${words}`.trim();
}

async function waitUntilReady(
  load: PageLoad,
  tell: (names: readonly string[]) => void,
): Promise<Microseconds> {
  const { session, clock } = load;
  const start = performance.now();
  for (;;) {
    const readiness = await session.evaluate<Readiness>("__hyperframesAgent.readiness()");
    if (readiness.waitingFor.length === 0) break;
    tell(readiness.waitingFor);
    const waited = performance.now() - start;
    const { needsTime } = readiness;
    if (needsTime === "no" || (needsTime === "perhaps" && waited < BUILD_PATIENCE_MS)) await clock.pump();
    else if (needsTime === "perhaps" || clock.elapsed < TIMELINE_LIMIT) await clock.advanceTo(nextLook(load));
    else if (waited > load.timelinePatience) await session.evaluate("__hyperframesAgent.forgoTimelines()");
    if (clock.elapsed > READY_AT) await sleep(2);
  }
  return clock.elapsed <= READY_AT ? READY_AT : microseconds(Math.ceil(clock.elapsed / STEP) * STEP);
}

/** Whatever else is wrong with the page, this is why. */
function refuseMissingLibraries({ missingLibraries: [first] }: PageLog): void {
  if (first !== undefined) throw new CompositionError(first);
}

/** When to look again. What was waited for in vain before is not looked for on the way. */
function nextLook({ clock, timelinePatience }: PageLoad): Microseconds {
  const isInVain = timelinePatience === 0 && clock.elapsed < TIMELINE_LIMIT;
  return isInVain ? TIMELINE_LIMIT : microseconds(clock.elapsed + STEP);
}

function notReady(load: PageLoad, waitingFor: readonly string[]): PageTimeoutError {
  const pending = load.log.pendingRequests;
  const requests = pending.length > 0 ? ` Not answered: ${pending.slice(0, 5).join(", ")}.` : "";
  return new PageTimeoutError(
    "page-not-ready",
    `The page was not ready after ${load.limit / 1000} s; it waits for ${waitingFor.join(" and ")}.${requests}` +
      `${blame(load.log)} Raise \`timeout\` if it needs longer.`,
  );
}

/** A script error is most often the reason why something never comes. */
function blame(log: PageLog): string {
  const [error] = log.scriptErrors;
  const [request] = log.failedRequests;
  return (
    (error ? ` Script error: ${formatScriptError(error)}.` : "") +
    (request ? ` Failed request: ${request}.` : "")
  );
}
