import type { BrowserLease, BrowserPool, BrowserWish } from "../browser/browser-pool.ts";
import { chooseSource, fallbackSource, type ChosenSource } from "../capture/choose-source.ts";
import type { Approach, FrameSourceKind, PageSpec, Take } from "../capture/frame-source.ts";
import type { PageHome, PageHost } from "../capture/open-page.ts";
import { SurfaceError } from "../capture/surface-source.ts";
import { InterruptedError } from "../errors.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { milliseconds } from "../timeline/units.ts";

/** What all slots of a render have in common. */
export interface SlotRequest {
  readonly browsers: BrowserPool;
  readonly wish: BrowserWish;
  readonly host: PageHost;
  readonly spec: PageSpec;
  readonly source: FrameSourceKind | null;
  readonly signal: AbortSignal;
  /** Told which source is used, at first and whenever it changes. */
  readonly onSource: (source: FrameSourceKind, reason: string) => void;
}

/** A place for one browser, and the pages that it opens, one after the other. */
export class BrowserSlot implements AsyncDisposable {
  #request: SlotRequest;
  #lease: Promise<BrowserLease> | null = null;
  /** What was begun in the browser and has not succeeded: with any of it, others must not have the browser. */
  #unfinished = 0;
  #chosen: ChosenSource | null = null;
  /** Why the surface cannot be used, once that has shown. */
  #surfaceError: SurfaceError | null = null;
  #take: Take | null = null;
  /** The page that is being opened. */
  #opening: Promise<Take> | null = null;
  /** Grows when the browser is ended, so that what waited for it does not start another. */
  #stops = 0;
  #stopping: Promise<unknown> = Promise.resolve();

  constructor(request: SlotRequest) {
    this.#request = request;
  }

  /** Starts the browser ahead of the first page. A failure shows when a page is wanted. */
  start(): void {
    this.#leased().catch(() => undefined);
  }

  /** Opens a page before anybody wants one. A failure shows when one is wanted. */
  openAhead(): void {
    this.openFirst().catch(() => undefined);
  }

  /** Replaces the page, and discards the open page. */
  async replacePage(spec: PageSpec): Promise<void> {
    this.#request = { ...this.#request, spec };
    const take = await this.#letGo();
    await take?.[Symbol.asyncDispose]();
  }

  /** The browser, for pages that are not filmed. */
  async home(): Promise<PageHome> {
    const { libraries, access } = this.#request.host;
    return { launched: (await this.#leased()).launched, libraries, access };
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
    return this.#onAnySource(() => this.#film(chunk, approach, film));
  }

  /** Ends the browser, and one that another call is ending. The next page gets a new one. */
  async stop(): Promise<void> {
    this.#stops += 1;
    const stopping = Promise.all([this.#stopping, this.#end(this.#lease, this.#letGo())]);
    this.#chosen = null;
    this.#lease = null;
    this.#unfinished = 0;
    // The memory of a browser that died cannot be read either, which says nothing of the next one's.
    this.#surfaceError = null;
    this.#stopping = stopping.catch(() => undefined);
    await stopping;
  }

  async #end(leased: Promise<BrowserLease> | null, take: Promise<Take | null>): Promise<void> {
    const lease = await leased?.catch(() => null);
    await lease?.end();
    // Only now: a page that hangs would not let itself be closed.
    await (await take)?.[Symbol.asyncDispose]();
  }

  /** The page, or the one that is being opened, which is this slot's no more. */
  async #letGo(): Promise<Take | null> {
    const [take, opening] = [this.#take, this.#opening];
    this.#take = null;
    this.#opening = null;
    return take ?? (await opening?.catch(() => null)) ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const lease = await this.#lease?.catch(() => null);
    if (!lease?.isWanted || this.#unfinished > 0) return this.stop();
    this.#lease = null;
    this.#chosen = null;
    await (await this.#letGo())?.[Symbol.asyncDispose]();
    await lease.giveBack();
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
    const opening = this.#onAnySource(() => this.#openPage());
    const settle = (take: Take | null): void => {
      if (this.#opening !== opening) return;
      this.#opening = null;
      this.#take = take;
    };
    opening.then(settle, () => settle(null));
    return opening;
  }

  /** Does something with the source, and once more with another one if it is the surface and fails. */
  async #onAnySource<Result>(work: () => Promise<Result>): Promise<Result> {
    const stops = this.#stops;
    this.#unfinished += 1;
    const result = await work().catch(async (error: unknown) => {
      await this.#giveUpSurface(error, stops);
      return work();
    });
    if (stops === this.#stops) this.#unfinished -= 1;
    return result;
  }

  async #openPage(): Promise<Take> {
    const { spec } = this.#request;
    const take = await (await this.#source()).open(spec);
    // What never came to one page will not come to the next.
    if (take.measure.missingTimelines.length > 0)
      this.#request = { ...this.#request, spec: { ...spec, timelinePatience: milliseconds(0) } };
    return take;
  }

  async #source(): Promise<ChosenSource["source"]> {
    if (this.#request.signal.aborted) throw new InterruptedError();
    if (this.#chosen) return this.#chosen.source;
    const stops = this.#stops;
    const home = await this.home();
    if (stops !== this.#stops) throw new InterruptedError();
    this.#chosen = this.#surfaceError
      ? fallbackSource(home, this.#surfaceError)
      : chooseSource(home, this.#request.source);
    this.#request.onSource(this.#chosen.source.kind, this.#chosen.reason);
    return this.#chosen.source;
  }

  #leased(): Promise<BrowserLease> {
    const { browsers, wish, signal } = this.#request;
    this.#lease ??= browsers.lease(wish, signal);
    return this.#lease;
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
