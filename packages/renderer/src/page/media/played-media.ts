import {
  awaitBinding,
  complaintBinding,
  videoBinding,
  type MediaReport,
  type PlayedSource,
} from "../protocol.ts";
import { tellRenderer } from "../tell-renderer.ts";
import type { ShownVideo } from "../video/shown-video.ts";
import { frameCallbacksOf } from "./frame-callbacks.ts";
import { HeldTime } from "./held-time.ts";
import type { PlayedContext } from "./played-context.ts";
import { PlayedElement } from "./played-element.ts";

declare global {
  interface Window {
    __hyperframesPlayed?: PlayedMedia;
  }
}

/**
 * The media elements of all windows of a page that scripts have made, or put into it after it had loaded. Those that the
 * composition places in time are none of them.
 */
export class PlayedMedia {
  readonly #records = new Map<HTMLMediaElement, PlayedElement>();
  readonly #declared = new WeakSet<Element>();
  readonly #time = new HeldTime();
  readonly #fetch = window.fetch.bind(window);
  readonly #setTimeout = window.setTimeout.bind(window);
  readonly #clearTimeout = window.clearTimeout.bind(window);
  readonly #sources = new Map<string, Promise<PlayedSource>>();
  #turn: Promise<void> = Promise.resolve();
  #atWork = 0;
  #isClosed = false;
  #isNoticed = false;
  #hasBegun = false;
  readonly #unattended: Array<{ readonly element: HTMLVideoElement; readonly resolve: () => void }> = [];

  /** Told of an element whenever a script does something with it: it may be one to look after. */
  touch(element: HTMLMediaElement): PlayedElement {
    const known = this.#records.get(element);
    const record = known ?? new PlayedElement(element, this.#contextOf(element));
    if (!known) this.#records.set(element, record);
    if (!known && this.#hasBegun) record.begin(0);
    if (record.isAdopted) record.load();
    // What a script makes, it mostly puts into the page before it is done.
    else queueMicrotask(() => this.#judge(record));
    return record;
  }

  /** Whether scripts play an element, and the composition does not. */
  has(element: Element): boolean {
    return this.#records.get(element as HTMLMediaElement)?.isAdopted ?? false;
  }

  /** Whether the composition plays an element. */
  isDeclared(element: Element): boolean {
    return this.#declared.has(element);
  }

  /** These are the composition's, and no others will be. */
  close(declared: ReadonlyArray<{ readonly element: HTMLMediaElement }>): void {
    this.#isClosed = true;
    for (const { element } of declared) {
      this.#declared.add(element);
      this.#records.get(element)?.giveUp();
      this.#records.delete(element);
    }
    for (const record of this.#records.values()) this.#judge(record);
  }

  /** Whether some are being loaded, or sought in. */
  get isBusy(): boolean {
    return this.#atWork > 0;
  }

  /** Whether there are any. */
  get areThere(): boolean {
    return this.#isNoticed;
  }

  /** Resolves when nothing is being loaded any more. */
  async settle(): Promise<void> {
    while (this.isBusy) await this.#turn;
  }

  /** What is heard from frame 0 on, as if it stood in the page; `first` is the index of the first. */
  sounds(first: number): MediaReport[] {
    const sounds = [...this.#records.values()].flatMap((record) => record.takeSound() ?? []);
    return sounds.map((sound, index) => ({
      ...{ index: first + index, id: "", tag: "audio", start: 0, end: null, track: "" },
      ...{ muted: false, fadeIn: 0, fadeOut: 0 },
      ...sound,
    }));
  }

  /** Frame 0 is shown at this time of the page, in milliseconds. */
  begin(zero: number): void {
    this.#hasBegun = true;
    for (const record of this.#records.values()) record.begin(zero / 1000);
  }

  /** Brings all pictures to a time of the page, in milliseconds. */
  async show(time: number): Promise<void> {
    await this.settle();
    const records = [...this.#records.values()].filter(({ isAdopted }) => isAdopted);
    const isNew = await Promise.all(records.map((record) => record.show(time / 1000)));
    records.forEach((record, index) => isNew[index] && record.runCallbacks());
  }

  /** The videos whose shadow roots are wanted. */
  unattended(): readonly HTMLVideoElement[] {
    return this.#unattended.map(({ element }) => element);
  }

  /** The first of them have theirs. */
  attended(count: number): void {
    for (const { resolve } of this.#unattended.splice(0, count)) resolve();
  }

  #judge(record: PlayedElement): void {
    const { element } = record;
    if (record.isAdopted || this.#declared.has(element)) return;
    // Until the page is ready, what stands in it may become the composition's.
    const isIn =
      element.ownerDocument === document && (element.isConnected || element.hasAttribute("data-start"));
    if (isIn && !this.#isClosed) return;
    record.adopt();
  }

  #contextOf(element: HTMLMediaElement): PlayedContext {
    return {
      // Parts of a millisecond are not the same on every machine.
      now: () => Math.floor(performance.now() + 0.01) / 1000,
      during: (work) => this.#during(work),
      ask: (url) => this.#ask(url),
      open: (video, source) => this.#open(video, source),
      wait: (callback, milliseconds) => this.#setTimeout(callback, milliseconds),
      forget: (timer) => this.#clearTimeout(timer),
      complain: (text) => void tellRenderer(complaintBinding, text),
      callbacks: frameCallbacksOf(element),
    };
  }

  /** One after the other, so that events come in the same order everywhere. */
  #during(work: () => Promise<void>): Promise<void> {
    if (!this.#isNoticed) {
      this.#isNoticed = true;
      tellRenderer(awaitBinding, "");
    }
    this.#atWork += 1;
    const before = this.#turn;
    const done = this.#time.during(async () => {
      await before;
      await work();
    });
    this.#turn = done.catch(() => undefined).then(() => void (this.#atWork -= 1));
    return done;
  }

  #ask(url: string): Promise<PlayedSource> {
    const known = this.#sources.get(url) ?? this.#request(url);
    this.#sources.set(url, known);
    return known;
  }

  async #request(url: string): Promise<PlayedSource> {
    const answer = await this.#fetch(`/.hyperframes/video?${new URLSearchParams({ src: url }).toString()}`);
    const told = (await answer.json()) as PlayedSource | { readonly error: string };
    if ("error" in told) throw new Error(told.error);
    return told;
  }

  async #open(element: HTMLVideoElement, source: PlayedSource): Promise<ShownVideo> {
    await new Promise<void>((resolve) => {
      this.#unattended.push({ element, resolve });
      tellRenderer(videoBinding, "");
    });
    if (!globalThis.__hyperframesOpenVideo) throw new Error("videos cannot be shown here");
    return globalThis.__hyperframesOpenVideo(element, source);
  }
}

/** Those of the page that a window belongs to; `null` in a window of another origin, and where nobody films the page. */
export function playedMedia(): PlayedMedia | null {
  try {
    const page = window.top ?? window;
    if (Reflect.get(page, videoBinding) === undefined) return null;
    if (page === window) page.__hyperframesPlayed ??= new PlayedMedia();
    return page.__hyperframesPlayed ?? null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
