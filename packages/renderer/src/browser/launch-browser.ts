import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { BrowserError, InterruptedError } from "../errors.ts";
import { DevToolsConnection } from "./devtools-connection.ts";
import { browserFlags } from "./flags.ts";
import type { FoundBrowser } from "./program/find-browser.ts";
import { explainSandbox, SandboxError } from "./sandbox-error.ts";

/** What a browser is started with. */
export interface LaunchRequest {
  readonly found: FoundBrowser;
  readonly fontConfigFile: string;
  readonly sandbox: boolean;
  /** Whether frames are to be issued by us, if this browser can do that. It then shows none by itself. */
  readonly issueFrames: boolean;
  /** Whether it leaves out code for this very processor. */
  readonly anyProcessor: boolean;
  /** Profiles are made in here. */
  readonly scratchFolder: string;
  /** Ends a browser that has not answered yet. */
  readonly signal: AbortSignal;
}

/** A running browser, whose end can be awaited and forced. */
export interface LaunchedBrowser extends AsyncDisposable {
  readonly connection: DevToolsConnection;
  /** Such as `153.0.8010.0`. */
  readonly version: string;
  /** Whether frames must be issued, by `HeadlessExperimental.beginFrame`. */
  readonly beginFrameControl: boolean;
  /** How many pages it has opened. */
  pages: number;
}

/**
 * Chromium's sines, powers and logarithms are glibc's, whose last bits are others where a processor multiplies and adds at once. The names
 * before version 2.33 end in `_Usable`: https://sourceware.org/glibc/manual/latest/html_node/Hardware-Capability-Tunables.html
 */
const ANY_PROCESSOR = "glibc.cpu.hwcaps=-FMA,-FMA4,-FMA_Usable,-FMA4_Usable";
const START_LIMIT_MS = 30_000;
const LEAST_SHARED_BYTES = 2 ** 31;
/** Of what a browser says before it dies, in characters: what is read, and what is passed on. */
const MOST_WORDS = 4000;
const MOST_SHOWN = 300;

/**
 * Starts a browser with a profile of its own. One of ours that does not start is made anew, once.
 *
 * @throws {SandboxError} if it starts, but not with its sandbox.
 * @throws {BrowserError} if it does not start.
 * @throws {InterruptedError} if the signal is aborted.
 */
export async function launchBrowser(request: LaunchRequest): Promise<LaunchedBrowser> {
  const profileFolder = await mkdtemp(join(request.scratchFolder, "profile-"));
  const canIssue = request.found.product === "headless-shell" && process.platform !== "darwin";
  const beginFrameControl = request.issueFrames && canIssue;
  const sharedMemory = await hasSharedMemory();
  const args = browserFlags({ ...request, beginFrameControl, profileFolder, sharedMemory });
  const child = startProcess(request, { args, profileFolder });
  const end = async (): Promise<void> => {
    await endProcesses(child);
    await rm(profileFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  };
  try {
    const connection = await connect(child, request.signal);
    const { version } = request.found;
    return { connection, version, beginFrameControl, pages: 0, [Symbol.asyncDispose]: end };
  } catch (error) {
    const isKilled = child.signalCode === "SIGKILL";
    await end();
    if (request.signal.aborted) throw new InterruptedError();
    if (await needsSandboxOff(request, child)) throw new SandboxError(await explainSandbox());
    const failure = new BrowserError(startMessage(request, error), error);
    if (isKilled || !request.found.mend) throw failure;
    return launchMended(request, failure);
  }
}

/** Tries it once more with new files. */
async function launchMended(request: LaunchRequest, failure: BrowserError): Promise<LaunchedBrowser> {
  const { found } = request;
  const outcome = await found.mend?.().then(
    () => "It was unpacked anew, which did not help.",
    (error: unknown) => `It could not be unpacked anew: ${messageOf(error)}`,
  );
  try {
    return await launchBrowser({ ...request, found: { ...found, mend: null } });
  } catch (error) {
    if (!(error instanceof BrowserError)) throw error;
    throw new BrowserError(`${failure.message} ${outcome}`, error);
  }
}

/** Containers have 64 MB of it, less than eight frames; files on a disk, which are used instead, take 2 % more CPU. */
async function hasSharedMemory(): Promise<boolean> {
  const space = await statfs("/dev/shm").catch(() => null);
  return space !== null && space.bavail * space.bsize >= LEAST_SHARED_BYTES;
}

function startProcess(
  { found, fontConfigFile, anyProcessor }: LaunchRequest,
  { args, profileFolder }: { readonly args: readonly string[]; readonly profileFolder: string },
): ChildProcess {
  return spawn(found.executable, args, {
    // A group of its own, so that all its processes can be ended at once.
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    env: {
      ...found.environment,
      ...(anyProcessor ? { GLIBC_TUNABLES: ANY_PROCESSOR } : {}),
      FONTCONFIG_FILE: fontConfigFile,
      // Chromium writes crash settings and certificates into HOME.
      HOME: profileFolder,
      TZ: "UTC",
      LANG: "en_US.UTF-8",
    },
  });
}

/** Waits until the browser answers; fails with its last words if it does not. */
async function connect(child: ChildProcess, signal: AbortSignal): Promise<DevToolsConnection> {
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (words = (words + text).slice(-MOST_WORDS)));
  const failed = new Promise<never>((_, reject) => void child.once("error", reject));
  // Nobody listens any more once the browser has answered.
  failed.catch(() => undefined);
  const [, , , output, input] = child.stdio;
  const connection = new DevToolsConnection(output as Writable, input as Readable);
  const limit = new AbortController();
  const until = AbortSignal.any([limit.signal, signal]);
  const late = sleep(START_LIMIT_MS, null, { signal: until }).then(() => {
    throw new Error(`it did not answer within ${START_LIMIT_MS / 1000} s.`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([connection.send("Browser.getVersion"), failed, late]);
    return connection;
  } catch (error) {
    throw words.trim() ? new Error(lastLine(words), { cause: error }) : error;
  } finally {
    limit.abort();
  }
}

/** Chrome's log has the process, the time and a place in its source before each line. */
function lastLine(words: string): string {
  const line = words.trim().split("\n").at(-1) ?? words;
  const said = line.replace(/^\[[^\]]*\]\s*/, "");
  return said.length > MOST_SHOWN ? `${said.slice(0, MOST_SHOWN)}…` : said;
}

/**
 * Whether a browser that ended by itself starts without its sandbox. This is tried, and not read from its last words,
 * which differ between versions and between the ways in which a machine can forbid namespaces.
 */
async function needsSandboxOff(request: LaunchRequest, { pid, signalCode }: ChildProcess): Promise<boolean> {
  if (!request.sandbox || pid === undefined || signalCode === "SIGKILL") return false;
  const found = { ...request.found, mend: null };
  await using unsafe = await launchBrowser({ ...request, found, sandbox: false }).catch(() => null);
  return unsafe !== null;
}

/** Nothing in the profile is worth a graceful end, which costs 100 ms. The whole process group goes. */
async function endProcesses(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
  await ended;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
}

function startMessage({ found }: LaunchRequest, error: unknown): string {
  const detail = messageOf(error);
  return `The browser ${found.executable} did not start: ${detail}`;
}
