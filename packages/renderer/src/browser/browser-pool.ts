import { makeScratchFolder, type ScratchFolder } from "@hyperframes-engine/store";
import { launchBrowser, type LaunchedBrowser, type LaunchRequest } from "./launch-browser.ts";

/** What a browser must be like. */
export type BrowserWish = Pick<
  LaunchRequest,
  "found" | "fontConfigFile" | "sandbox" | "issueFrames" | "anyProcessor"
>;

/** A browser that nobody else uses until it is given back or ended. */
export interface BrowserLease {
  readonly launched: LaunchedBrowser;
  /** Whether the next one who wants such a browser may get this one. */
  readonly isWanted: boolean;
  /** Gives it back without pages, in good health. */
  giveBack(): Promise<void>;
  /** Ends it, with whatever it is doing. */
  end(): Promise<void>;
}

/** Where browsers live, and how many. */
export interface BrowserPoolOptions {
  /** Where their profiles are made, which go with them. */
  readonly temporaryFolder: string;
  /** How many are kept that nobody uses. */
  readonly keep: number;
}

/** A browser keeps a little of every page: after so many, it is not used again. */
const MOST_PAGES = 200;

/**
 * Browsers that are started when they are wanted, and kept warm for the next render: the first page of a browser costs ten times as much
 * as the second. Pages share nothing, as each has a context of its own. Disposing of the pool ends all browsers.
 */
export class BrowserPool implements AsyncDisposable {
  readonly #options: BrowserPoolOptions;
  readonly #idle: Array<{ readonly kind: string; readonly launched: LaunchedBrowser }> = [];
  readonly #running = new Set<LaunchedBrowser>();
  #scratch: Promise<ScratchFolder> | null = null;
  #isClosed = false;

  constructor(options: BrowserPoolOptions) {
    this.#options = options;
  }

  /**
   * A warm browser of that kind, or a new one.
   *
   * @throws {RenderError} as `launchBrowser` does.
   */
  async lease(wish: BrowserWish, signal: AbortSignal): Promise<BrowserLease> {
    const kind = kindOf(wish);
    const at = this.#idle.findIndex((idle) => idle.kind === kind);
    const [warm] = at < 0 ? [] : this.#idle.splice(at, 1);
    const launched = warm?.launched ?? (await this.#launch(wish, signal));
    const isWanted = (): boolean => this.#isWanted(launched);
    return {
      launched,
      get isWanted() {
        return isWanted();
      },
      giveBack: () => this.#takeBack(kind, launched),
      end: () => this.#end(launched),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all(Array.from(this.#running, (launched) => this.#end(launched)));
    const scratch = await this.#scratch?.catch(() => null);
    await scratch?.[Symbol.asyncDispose]();
  }

  /** Begins to make room for browsers, before one is wanted. A failure shows then. */
  begin(): void {
    this.#makeRoom().catch(() => undefined);
  }

  #makeRoom(): Promise<ScratchFolder> {
    this.#scratch ??= makeScratchFolder(this.#options.temporaryFolder);
    return this.#scratch;
  }

  async #launch(wish: BrowserWish, signal: AbortSignal): Promise<LaunchedBrowser> {
    const scratchFolder = (await this.#makeRoom()).path;
    const launched = await launchBrowser({ ...wish, scratchFolder, signal });
    this.#running.add(launched);
    void launched.connection.closed.then(() => this.#forget(launched));
    return launched;
  }

  async #takeBack(kind: string, launched: LaunchedBrowser): Promise<void> {
    if (!this.#isWanted(launched) || this.#idle.length >= this.#options.keep) return this.#end(launched);
    this.#idle.push({ kind, launched });
  }

  #isWanted(launched: LaunchedBrowser): boolean {
    return (
      this.#options.keep > 0 && launched.pages < MOST_PAGES && this.#running.has(launched) && !this.#isClosed
    );
  }

  async #end(launched: LaunchedBrowser): Promise<void> {
    this.#forget(launched);
    await launched[Symbol.asyncDispose]();
  }

  #forget(launched: LaunchedBrowser): void {
    this.#running.delete(launched);
    const at = this.#idle.findIndex((idle) => idle.launched === launched);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

/** The pool that was given, or one of its own for who gives none, which ends with this. */
export function borrowOrMake(
  given: BrowserPool | null,
  { temporaryFolder }: Pick<BrowserPoolOptions, "temporaryFolder">,
): AsyncDisposable & { readonly browsers: BrowserPool } {
  if (given) return { browsers: given, [Symbol.asyncDispose]: () => Promise.resolve() };
  const browsers = new BrowserPool({ temporaryFolder, keep: 0 });
  browsers.begin();
  return { browsers, [Symbol.asyncDispose]: () => browsers[Symbol.asyncDispose]() };
}

function kindOf({ found, fontConfigFile, sandbox, issueFrames, anyProcessor }: BrowserWish): string {
  return JSON.stringify([
    found.executable,
    found.version,
    found.environment,
    fontConfigFile,
    sandbox,
    issueFrames,
    anyProcessor,
  ]);
}
