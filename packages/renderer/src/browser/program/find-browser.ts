import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ToolMissingError } from "../../errors.ts";
import { browserPlaces, type BrowserProduct } from "./find-browser-places.ts";
import { findBrowserVersion } from "./find-browser-version.ts";
import { findExecutables, isExecutable } from "./find-executable.ts";
import { mendChromium, unpackChromium } from "./unpack-chromium.ts";

/** What decides on the browser. */
export interface BrowserRequest {
  /** The executable that the `browser` option names. */
  readonly browser: string | null;
  /** The executable that HYPERFRAMES_BROWSER names. */
  readonly environmentBrowser: string | null;
  /** Where the lockfile's Chromium is unpacked. */
  readonly cacheFolder: string;
  /**
   * Folders in which programs are looked for.
   * @default the usual ones of Linux and macOS
   */
  readonly searchFolders?: readonly string[];
  /**
   * Where other tools keep the browsers that they have downloaded.
   * @default the user's home folder
   */
  readonly homeFolder?: string;
  /**
   * The operating system, as Node calls it.
   * @default this machine's
   */
  readonly platform?: string;
  /**
   * The processor, as Node calls it.
   * @default this machine's
   */
  readonly architecture?: string;
  /**
   * Ends unpacking early.
   * @default none
   */
  readonly signal?: AbortSignal;
}

/** A browser that answers, and why it was taken. */
export interface FoundBrowser {
  readonly executable: string;
  /** Such as `153.0.8010.0`. */
  readonly version: string;
  readonly product: BrowserProduct;
  /** What the browser's process needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** A sentence: which browser, and why this one. */
  readonly reason: string;
  /** Makes one of ours anew, which may be damaged; `null` where it is somebody else's. */
  readonly mend: (() => Promise<void>) | null;
}

const USUAL_FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"];
const ADVICE =
  "Install chromium-headless-shell (Debian) or Chrome, or name an executable with `browser` or HYPERFRAMES_BROWSER.";

/**
 * Finds the browser to render with: the one that the user names, else the lockfile's, so that every machine has the
 * same, else an installed headless-shell, else an installed Chrome.
 *
 * @throws {ToolMissingError} if a named browser cannot be used, or if there is none.
 * @throws {OutputError} if the lockfile's Chromium cannot be unpacked.
 */
export async function findBrowser(request: BrowserRequest): Promise<FoundBrowser> {
  const { browser, environmentBrowser } = request;
  if (browser) return findNamed(await locate(browser, request), "`browser`");
  if (environmentBrowser) return findNamed(await locate(environmentBrowser, request), "HYPERFRAMES_BROWSER");
  const problems: string[] = [];
  const found = (await findPackaged(request, problems)) ?? (await findInstalled(request, problems));
  if (found) return found;
  throw new ToolMissingError(["No browser to render with.", ...problems, ADVICE].join(" "));
}

/** A name without a slash is looked up, as a shell would. */
async function locate(name: string, { searchFolders = USUAL_FOLDERS }: BrowserRequest): Promise<string> {
  const files = name.includes("/") ? [] : searchFolders.map((folder) => join(folder, name));
  for (const file of files) if (await isExecutable(file)) return file;
  return resolve(name);
}

async function findNamed(executable: string, origin: string): Promise<FoundBrowser> {
  const advice = `Give the path of a Chromium or headless-shell executable, or leave ${origin} out.`;
  if (!(await isExecutable(executable))) {
    const fault = existsSync(executable) ? "is not an executable file" : "does not exist";
    throw new ToolMissingError(`${origin} names ${executable}, which ${fault}. ${advice}`);
  }
  const product = await guessProduct(executable);
  try {
    const version = await findBrowserVersion(executable, {});
    const reason = `${product} ${version} at ${executable}, which ${origin} names.`;
    return { executable, version, product, environment: {}, reason, mend: null };
  } catch (error) {
    if (!(error instanceof ToolMissingError)) throw error;
    throw new ToolMissingError(
      `${origin} names a browser that cannot be used: ${error.message} ${advice}`,
      error,
    );
  }
}

/** By name: `headless_shell`, `chrome-headless-shell` and `chromium-headless-shell` are the ones in use. */
async function guessProduct(executable: string): Promise<BrowserProduct> {
  const names = [executable, await realpath(executable)].map((path) => basename(path));
  return names.some((name) => /headless[-_]shell/.test(name)) ? "headless-shell" : "chrome";
}

async function findPackaged(request: BrowserRequest, problems: string[]): Promise<FoundBrowser | undefined> {
  const { platform = process.platform, architecture = process.arch } = request;
  if (platform !== "linux" || architecture !== "x64") {
    problems.push(`The packaged Chromium runs on linux x64, and this is ${platform} ${architecture}.`);
    return undefined;
  }
  try {
    const { cacheFolder, signal } = request;
    const { executable, libraryFolder, version } = await unpackChromium(cacheFolder, signal);
    const reason = `headless-shell ${version} from the npm package, so that every machine renders with the same one.`;
    return {
      executable,
      version,
      product: "headless-shell",
      environment: { LD_LIBRARY_PATH: libraryFolder },
      reason,
      mend: () => mendChromium(cacheFolder, signal),
    };
  } catch (error) {
    if (!(error instanceof ToolMissingError)) throw error;
    problems.push(`The packaged Chromium cannot be used: ${error.message}`);
    return undefined;
  }
}

async function findInstalled(request: BrowserRequest, problems: string[]): Promise<FoundBrowser | undefined> {
  for await (const { product, executable } of installed(request)) {
    const version = await tryVersion(executable, problems);
    if (version === undefined) continue;
    const reason = [`${product} ${version} at ${executable}, which is installed.`, ...problems].join(" ");
    return { executable, version, product, environment: {}, reason, mend: null };
  }
  problems.push("No headless-shell and no Chrome is installed.");
  return undefined;
}

async function* installed(
  request: BrowserRequest,
): AsyncGenerator<Pick<FoundBrowser, "product" | "executable">> {
  const { searchFolders = USUAL_FOLDERS, homeFolder = homedir(), platform = process.platform } = request;
  for (const { product, patterns } of browserPlaces({ platform, searchFolders, homeFolder })) {
    for (const pattern of patterns) {
      for (const executable of await findExecutables(pattern)) yield { product, executable };
    }
  }
}

async function tryVersion(executable: string, problems: string[]): Promise<string | undefined> {
  try {
    return await findBrowserVersion(executable, {});
  } catch (error) {
    if (!(error instanceof ToolMissingError)) throw error;
    problems.push(error.message);
    return undefined;
  }
}
