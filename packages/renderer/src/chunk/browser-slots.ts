import type { BrowserPool } from "../browser/browser-pool.ts";
import { prepareFonts } from "../browser/fonts/fonts.ts";
import { findBrowser, type FoundBrowser } from "../browser/program/find-browser.ts";
import type { FrameSourceKind, PageSpec } from "../capture/frame-source.ts";
import type { Environment } from "../environment.ts";
import { ProjectHost, type HostRequest } from "../host/project-host.ts";
import { BrowserSlot, type SlotRequest } from "./browser-slot.ts";

/** What slots are opened for. */
interface SlotsRequest extends Omit<HostRequest, "cacheFolder" | "agent"> {
  readonly browsers: BrowserPool;
  readonly spec: PageSpec;
  /** The Chromium to use; `null`: the one that there is. */
  readonly browser: string | null;
  readonly frameSource: FrameSourceKind | null;
  /** Whether browsers leave out code for this very processor. */
  readonly anyProcessor: boolean;
  readonly environment: Environment;
}

/** A frame source, and in words why it is used. */
interface UsedSource {
  readonly kind: FrameSourceKind;
  readonly reason: string;
}

/** The browsers of one render, and the host of their pages. All are let go of at the end, or with the signal. */
export class BrowserSlots implements AsyncDisposable {
  readonly host: ProjectHost;
  readonly browser: FoundBrowser;
  #request: SlotRequest;
  readonly #slots: BrowserSlot[] = [];
  #source: UsedSource | null = null;
  readonly #end: () => void;

  private constructor(host: ProjectHost, request: SlotRequest) {
    this.host = host;
    this.browser = request.wish.found;
    this.#request = {
      ...request,
      onSource: (kind, reason) => this.#noteSource(request, { kind, reason }),
    };
    // A browser that is killed makes everything that waits for it fail, so the render ends at once.
    this.#end = () => {
      for (const slot of this.#slots) slot.stop().catch(() => undefined);
    };
    request.signal.addEventListener("abort", this.#end);
  }

  /** Finds the browser, and begins to serve the project. */
  static async open(request: SlotsRequest): Promise<BrowserSlots> {
    const { browser, frameSource, anyProcessor, environment, spec, browsers, progress, signal } = request;
    const { cacheFolder, environmentBrowser, sandbox } = environment;
    const found = await findBrowser({ browser, environmentBrowser, cacheFolder, signal });
    const { configFile: fontConfigFile } = await prepareFonts(cacheFolder);
    const host = await ProjectHost.open({ ...request, cacheFolder, agent: null });
    const issueFrames = frameSource !== "screenshot";
    return new BrowserSlots(host, {
      ...{ browsers, host, spec, signal, source: frameSource },
      wish: { found, fontConfigFile, sandbox, issueFrames, anyProcessor },
      onSource: (source, reason) => progress.emit({ event: "source", source, reason }),
    });
  }

  /** The source in use by the last slot that chose one. */
  get source(): UsedSource | null {
    return this.#source;
  }

  /** Replaces the page, and discards the open pages. */
  async replacePage(spec: PageSpec): Promise<void> {
    this.#request = { ...this.#request, spec };
    await Promise.all(this.#slots.map((slot) => slot.replacePage(spec)));
  }

  /**
   * As many slots as are wanted; those that are new take their browsers. Only the first opens its page ahead: it
   * makes the first frame, and more pages at once would keep it from that.
   */
  take(count: number): readonly BrowserSlot[] {
    while (this.#slots.length < count && !this.#request.signal.aborted) {
      const slot = new BrowserSlot(this.#request);
      if (this.#slots.length === 0) slot.openAhead();
      else slot.start();
      this.#slots.push(slot);
    }
    return this.#slots.slice(0, count);
  }

  #noteSource(request: SlotRequest, source: UsedSource): void {
    const known = this.#source?.kind === source.kind;
    this.#source = source;
    if (!known) request.onSource(source.kind, source.reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#request.signal.removeEventListener("abort", this.#end);
    await Promise.all(this.#slots.map((slot) => slot[Symbol.asyncDispose]()));
    await this.host[Symbol.asyncDispose]();
  }
}
