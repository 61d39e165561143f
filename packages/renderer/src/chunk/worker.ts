import { launchBrowser, type LaunchedBrowser, type LaunchRequest } from "../browser/launch-browser.ts";
import type { ShippedLibraries } from "../browser/shipped-libraries.ts";
import { chooseSource, fallbackSource, type ChosenSource } from "../capture/choose-source.ts";
import type { Approach, FrameSourceKind, Scene, Take } from "../capture/frame-source.ts";
import type { Studio } from "../capture/open-page.ts";
import { SurfaceError } from "../capture/surface-source.ts";
import { InterruptedError } from "../errors.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { milliseconds } from "../timeline/units.ts";

/** What every worker of a render has in common. */
export interface WorkerRequest {
  readonly launch: LaunchRequest;
  readonly libraries: ShippedLibraries;
  readonly scene: Scene;
  readonly source: FrameSourceKind | null;
  readonly signal: AbortSignal;
  /** Told which source is used, at first and whenever it changes. */
  readonly onSource: (source: FrameSourceKind, reason: string) => void;
}

/** One browser and the pages it opens, one after the other. */
export class Worker implements AsyncDisposable {
  #request: WorkerRequest;
  #launched: Promise<LaunchedBrowser> | null = null;
  #chosen: ChosenSource | null = null;
  /** Why the surface cannot be used, once that has shown. */
  #surfaceError: SurfaceError | null = null;
  #take: Take | null = null;
  /** The page that is being opened. */
  #opening: Promise<Take> | null = null;
  /** Grows when the browser is ended, so that what waited for it does not start another. */
  #stops = 0;
  #stopping: Promise<unknown> = Promise.resolve();

  constructor(request: WorkerRequest) {
    this.#request = request;
  }

  /** Starts the browser ahead of the first page. A failure shows when a page is wanted. */
  start(): void {
    this.#browser().catch(() => undefined);
  }

  /** Opens a page before anybody wants one. A failure shows when one is wanted. */
  openAhead(): void {
    this.openFirst().catch(() => undefined);
  }

  /** Films another scene from now on. */
  async stage(scene: Scene): Promise<void> {
    this.#request = { ...this.#request, scene };
    const take = await this.#letGo();
    await take?.[Symbol.asyncDispose]();
  }

  /** The browser, for pages that are not filmed. */
  async studio(): Promise<Studio> {
    return { launched: await this.#browser(), libraries: this.#request.libraries };
  }

  /** Opens a page before it is known which frames are wanted of it. */
  async openFirst(): Promise<Take> {
    if (this.#take) return this.#take;
    this.#opening ??= this.#begin();
    return this.#opening;
  }

  /**
   * Calls `film` with a page for a chunk: a fresh one, or, where pages are stepped, one that has not come to it yet.
   * If the surface fails on the way, it is called once more with a page of another source.
   */
  async film<Result>(
    chunk: Chunk,
    approach: Approach,
    film: (take: Take) => Promise<Result>,
  ): Promise<Result> {
    const stops = this.#stops;
    try {
      return await this.#film(chunk, approach, film);
    } catch (error) {
      await this.#giveUpSurface(error, stops);
      return this.#film(chunk, approach, film);
    }
  }

  /** Ends the browser, and one that another call is ending. The next page gets a new one. */
  async stop(): Promise<void> {
    this.#stops += 1;
    const stopping = Promise.all([this.#stopping, this.#end(this.#launched, this.#letGo())]);
    this.#chosen = null;
    this.#launched = null;
    // The memory of a browser that died cannot be read either, which says nothing of the next one's.
    this.#surfaceError = null;
    this.#stopping = stopping.catch(() => undefined);
    await stopping;
  }

  async #end(launched: Promise<LaunchedBrowser> | null, take: Promise<Take | null>): Promise<void> {
    const browser = await launched?.catch(() => null);
    await browser?.[Symbol.asyncDispose]();
    // Only now: a page that hangs would not let itself be closed.
    await (await take)?.[Symbol.asyncDispose]();
  }

  /** The page, or the one that is being opened, which is this worker's no more. */
  async #letGo(): Promise<Take | null> {
    const [take, opening] = [this.#take, this.#opening];
    this.#take = null;
    this.#opening = null;
    return take ?? (await opening?.catch(() => null)) ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #film<Result>(
    chunk: Chunk,
    approach: Approach,
    film: (take: Take) => Promise<Result>,
  ): Promise<Result> {
    const reusable = this.#take && this.#take.position < (approach === "step" ? chunk.first : 0);
    if (!reusable) {
      await this.#take?.[Symbol.asyncDispose]();
      this.#take = null;
    }
    return film(await this.openFirst());
  }

  #begin(): Promise<Take> {
    const opening = this.#open();
    const settle = (take: Take | null): void => {
      if (this.#opening !== opening) return;
      this.#opening = null;
      this.#take = take;
    };
    opening.then(settle, () => settle(null));
    return opening;
  }

  async #open(): Promise<Take> {
    const stops = this.#stops;
    try {
      return await this.#openPage();
    } catch (error) {
      await this.#giveUpSurface(error, stops);
      return this.#openPage();
    }
  }

  async #openPage(): Promise<Take> {
    const { scene } = this.#request;
    const take = await (await this.#source()).open(scene);
    // What never came to one page will not come to the next.
    if (take.measure.missingTimelines.length > 0)
      this.#request = { ...this.#request, scene: { ...scene, timelinePatience: milliseconds(0) } };
    return take;
  }

  async #source(): Promise<ChosenSource["source"]> {
    if (this.#request.signal.aborted) throw new InterruptedError();
    if (this.#chosen) return this.#chosen.source;
    const stops = this.#stops;
    const studio = await this.studio();
    if (stops !== this.#stops) throw new InterruptedError();
    this.#chosen = this.#surfaceError
      ? fallbackSource(studio, this.#surfaceError)
      : chooseSource(studio, this.#request.source);
    this.#request.onSource(this.#chosen.source.kind, this.#chosen.reason);
    return this.#chosen.source;
  }

  #browser(): Promise<LaunchedBrowser> {
    this.#launched ??= launchBrowser(this.#request.launch);
    return this.#launched;
  }

  /** Takes pictures from elsewhere from now on. Throws the error if that is no answer to it. */
  async #giveUpSurface(error: unknown, stops: number): Promise<void> {
    const mayChange = this.#request.source === null && stops === this.#stops;
    if (!(error instanceof SurfaceError) || !mayChange) throw error;
    this.#surfaceError = error;
    this.#chosen = null;
    const take = this.#take;
    this.#take = null;
    await take?.[Symbol.asyncDispose]();
  }
}
