import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import { BrowserError } from "../errors.ts";
import type { FoundBrowser } from "./find-browser.ts";
import { browserFlags } from "./flags.ts";

/** What every browser of one render is started with. */
export interface LaunchRequest {
  readonly found: FoundBrowser;
  readonly fontConfigFile: string;
  readonly networkFlags: readonly string[];
  readonly sandbox: boolean;
  /** Whether frames are to be issued by us, if this browser can do that. It then shows none by itself. */
  readonly issueFrames: boolean;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  /** Profiles are made in here. */
  readonly scratchFolder: string;
}

/** A running browser, whose end can be awaited and forced. */
export interface LaunchedBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** Whether frames must be issued, by `HeadlessExperimental.beginFrame`. */
  readonly beginFrameControl: boolean;
}

const START_LIMIT_MS = 30_000;

/**
 * Starts a browser with a profile of its own.
 *
 * @throws {BrowserError} if it does not start.
 */
export async function launchBrowser(request: LaunchRequest): Promise<LaunchedBrowser> {
  const profileFolder = await mkdtemp(join(request.scratchFolder, "profile-"));
  const canIssue = request.found.product === "headless-shell" && process.platform !== "darwin";
  const beginFrameControl = request.issueFrames && canIssue;
  try {
    const browser = await puppeteer.launch({
      executablePath: request.found.executable,
      pipe: true,
      ignoreDefaultArgs: true,
      args: browserFlags({ ...request, beginFrameControl, profileFolder }),
      defaultViewport: null,
      timeout: START_LIMIT_MS,
      // Time limits are ours: a frame may take long, and a page session has its own limit.
      protocolTimeout: 0,
      // Who renders decides what a signal does.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: {
        ...request.found.environment,
        FONTCONFIG_FILE: request.fontConfigFile,
        // Chromium writes crash settings and certificates into HOME.
        HOME: profileFolder,
        TZ: "UTC",
        LANG: "en_US.UTF-8",
      },
    });
    await closeFirstPage(browser);
    return {
      browser,
      beginFrameControl,
      async [Symbol.asyncDispose]() {
        await endProcesses(browser);
        await rm(profileFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      },
    };
  } catch (error) {
    await rm(profileFolder, { recursive: true, force: true });
    throw new BrowserError(startMessage(request, error), error);
  }
}

/** The page that a browser opens by itself is of no use, and keeps a process of its own. */
async function closeFirstPage(browser: Browser): Promise<void> {
  const session = await browser.target().createCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  const pages = targetInfos.filter(({ type }) => type === "page");
  await Promise.all(pages.map(({ targetId }) => session.send("Target.closeTarget", { targetId })));
  await session.detach();
}

/** Nothing in the profile is worth a graceful end, which costs 100 ms. The whole process group goes. */
async function endProcesses(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
  await ended;
}

function startMessage(request: LaunchRequest, error: unknown): string {
  const detail = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const sandbox = request.sandbox
    ? " If this machine forbids user namespaces, Chrome's sandbox cannot start: allow them, or set HYPERFRAMES_SANDBOX=off."
    : "";
  return `The browser ${request.found.executable} did not start: ${detail}${sandbox}`;
}
