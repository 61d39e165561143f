import type { MediaReport, PlayedSource } from "../protocol.ts";
import type { ShownVideo } from "../video/shown-video.ts";
import { Playback } from "./playback.ts";
import { addressOf, nameOf } from "./played-address.ts";
import type { PlayedContext } from "./played-context.ts";

/** What is heard of an element from frame 0 on. */
type PlayedSound = Pick<MediaReport, "url" | "inPoint" | "rate" | "loop" | "volume">;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: DOMException) => void;
}

/** Between two `timeupdate` events, in milliseconds. */
const UPDATE_MS = 250;

/**
 * A `<video>` or `<audio>` that scripts play, pause and seek: what they see of it is what a browser shows them that has
 * loaded it at once. https://html.spec.whatwg.org/multipage/media.html
 */
export class PlayedElement {
  readonly element: HTMLMediaElement;
  wantsAutoplay = false;
  readonly #context: PlayedContext;
  readonly #playback = new Playback();
  #url = "";
  #source: PlayedSource | null = null;
  #shown: ShownVideo | null = null;
  #readyState: number = HTMLMediaElement.HAVE_NOTHING;
  #error: { readonly code: number; readonly message: string } | null = null;
  #seeking = 0;
  readonly #waiting: Waiting[] = [];
  #timer = 0;
  #lastShown = 0;
  /** Whether there is a picture that no frame has shown yet. */
  #isFresh = false;
  #isAdopted = false;
  #hasBegun = false;
  #isMixed = false;

  constructor(element: HTMLMediaElement, context: PlayedContext) {
    this.element = element;
    this.#context = context;
  }

  /** Whether it is a script's, and no clip of the composition. */
  get isAdopted(): boolean {
    return this.#isAdopted;
  }

  /** Makes the element a script's for good, and loads what it has. */
  adopt(): void {
    if (this.#isAdopted) return;
    this.#isAdopted = true;
    Object.defineProperties(this.element, this.#view());
    this.load();
  }

  /** The composition plays the element: whatever scripts ask for is there. */
  giveUp(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /** Loads the element's source, if it has another than before. */
  load(): void {
    const url = addressOf(this.element);
    if (!this.#isAdopted || url === "" || url === this.#url) return;
    this.#url = url;
    this.#readyState = HTMLMediaElement.HAVE_NOTHING;
    this.#error = null;
    this.#playback.seek(0, this.#context.now());
    this.#context
      .during(() => this.#load(url))
      .catch((error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)));
  }

  /** As `HTMLMediaElement.play`. */
  play(): Promise<void> {
    if (this.#error) return Promise.reject(new DOMException(this.#error.message, "NotSupportedError"));
    if (this.#playback.paused) {
      this.#playback.play(this.#context.now());
      this.#tell("play");
      if (this.#readyState > HTMLMediaElement.HAVE_METADATA) this.#begin();
    }
    if (this.#readyState > HTMLMediaElement.HAVE_METADATA) return Promise.resolve();
    return new Promise((resolve, reject) => void this.#waiting.push({ resolve, reject }));
  }

  /** As `HTMLMediaElement.pause`. */
  pause(): void {
    this.wantsAutoplay = false;
    if (this.#playback.paused) return;
    this.#keepMixed("pauses");
    this.#playback.pause(this.#context.now());
    this.#schedule();
    this.#tell("timeupdate", "pause");
    const stopped = new DOMException(
      "The play() request was interrupted by a call to pause().",
      "AbortError",
    );
    for (const { reject } of this.#waiting.splice(0)) reject(stopped);
  }

  /** What is heard of it from frame 0 on, and so can be mixed; `null` if nothing is. */
  takeSound(): PlayedSound | null {
    this.#isMixed = this.#isHeard;
    if (!this.#isMixed) return null;
    const { element } = this;
    const { rate } = this.#playback;
    return { url: this.#url, inPoint: this.#position, rate, loop: element.loop, volume: element.volume };
  }

  /** Frame 0 is shown at this time: what plays already has waited for it. */
  begin(now: number): void {
    this.#hasBegun = true;
    this.#playback.holdUntil(now);
    this.#schedule();
  }

  /** Shows the picture of a page time. Resolves to whether it is a new one. */
  async show(now: number): Promise<boolean> {
    this.#lastShown = now;
    if (!this.#shown || this.#readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
    this.#playback.loop = this.element.loop;
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    return (await this.#shown.show(this.#playback.positionAt(now))) || isFresh;
  }

  /** Tells those who have asked for frames that there is a new one. */
  runCallbacks(): void {
    if (this.#shown) this.#context.callbacks.run(this.#shown.file, this.#position);
  }

  async #load(url: string): Promise<void> {
    const source = await this.#context.ask(url);
    if (url !== this.#url) return;
    this.#source = source;
    this.#playback.duration = source.length;
    const { element } = this;
    if (element instanceof this.#realm.HTMLVideoElement && source.hasPicture)
      this.#shown = await this.#context.open(element, source);
    this.#readyState = HTMLMediaElement.HAVE_METADATA;
    this.#tell("loadstart", "durationchange", "loadedmetadata");
    this.#isFresh = (await this.#shown?.show(this.#position)) ?? false;
    this.#readyState = HTMLMediaElement.HAVE_ENOUGH_DATA;
    this.#tell("loadeddata", "canplay", "canplaythrough");
    if (this.wantsAutoplay && this.#playback.paused) void this.play();
    else if (!this.#playback.paused) this.#begin();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  #begin(): void {
    this.#tell("playing");
    this.#schedule();
    if (this.#hasBegun && this.#isHeard)
      this.#complainOfSound("from a time on that only playing it through would tell");
  }

  get #isHeard(): boolean {
    const { muted, volume } = this.element;
    return (this.#source?.hasSound ?? false) && !this.#playback.paused && !muted && volume > 0;
  }

  #complainOfSound(how: string): void {
    this.#context.complain(
      `A script plays the sound of ${nameOf(this.#url)} ${how}, which is left out of the video. ` +
        "Mute it, or put it into the page with data-start.",
    );
  }

  /** What is mixed already cannot be played otherwise. */
  #keepMixed(what: string): void {
    if (!this.#isMixed || this.#hasEnded) return;
    this.#isMixed = false;
    this.#context.complain(
      `A script ${what} ${nameOf(this.#url)} after it has begun; its sound plays on in the video. Put it into the page with data-start.`,
    );
  }

  #fail(message: string): void {
    this.#error = { code: MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED, message };
    this.#context.complain(`A script plays a <${this.element.localName}> that cannot be played: ${message}`);
    this.#tell("error");
    const refusal = new DOMException(message, "NotSupportedError");
    for (const { reject } of this.#waiting.splice(0)) reject(refusal);
  }

  /** The window that the element is of, whose classes it has. */
  get #realm(): Window & typeof globalThis {
    return this.element.ownerDocument.defaultView ?? window;
  }

  get #now(): number {
    return Math.max(this.#context.now(), this.#lastShown);
  }

  get #position(): number {
    this.#playback.loop = this.element.loop;
    return this.#playback.positionAt(this.#now);
  }

  get #hasEnded(): boolean {
    this.#playback.loop = this.element.loop;
    return this.#playback.hasEnded(this.#now);
  }

  #seek(position: number): void {
    if (!Number.isFinite(position)) throw new TypeError("The provided double value is non-finite.");
    this.#keepMixed("seeks");
    this.#playback.seek(position, this.#context.now());
    if (this.#readyState < HTMLMediaElement.HAVE_METADATA) return;
    this.#seeking += 1;
    this.#tell("seeking");
    this.#schedule();
    const seeked = async (): Promise<void> => {
      if (await this.#shown?.show(this.#position)) this.#isFresh = true;
      this.#seeking -= 1;
      this.#tell("timeupdate", "seeked");
    };
    this.#context.during(seeked).catch((error: unknown) => this.#fail(String(error)));
  }

  /** Wakes up when the next event is due. */
  #schedule(): void {
    this.#context.forget(this.#timer);
    this.#playback.loop = this.element.loop;
    if (this.#playback.paused || this.#readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const left = (this.#playback.untilEnd(this.#context.now()) ?? Infinity) * 1000;
    this.#timer = this.#context.wait(() => this.#update(), Math.min(UPDATE_MS, Math.ceil(left)));
  }

  #update(): void {
    this.#tell("timeupdate");
    if (!this.#playback.paused && this.#hasEnded) {
      this.#playback.pause(this.#context.now());
      this.#playback.seek(this.#playback.duration, this.#context.now());
      this.#tell("pause", "ended");
    }
    this.#schedule();
  }

  get #networkState(): number {
    if (this.#url === "") return HTMLMediaElement.NETWORK_EMPTY;
    if (this.#error) return HTMLMediaElement.NETWORK_NO_SOURCE;
    return this.#readyState === 0 ? HTMLMediaElement.NETWORK_LOADING : HTMLMediaElement.NETWORK_IDLE;
  }

  /** Events come when the script that has caused them is done. */
  #tell(...names: readonly string[]): void {
    queueMicrotask(() => {
      for (const name of names) this.element.dispatchEvent(new this.#realm.Event(name));
    });
  }

  #view(): PropertyDescriptorMap {
    const { element } = this;
    const whole = (): object => ({ length: 1, start: () => 0, end: () => this.#playback.duration });
    const none = { length: 0, start: () => 0, end: () => 0 };
    const size = (name: "width" | "height") => (): number => this.#shown?.file[name] ?? 0;
    const ranges = (): object => (this.#readyState === 0 ? none : whole());
    return {
      videoWidth: { get: size("width") },
      videoHeight: { get: size("height") },
      duration: { get: () => (this.#readyState === 0 ? Number.NaN : this.#playback.duration) },
      currentTime: {
        get: () => this.#position,
        set: (time: unknown) => {
          this.#seek(Number(time));
        },
      },
      readyState: { get: () => this.#readyState },
      networkState: { get: () => this.#networkState },
      currentSrc: { get: () => this.#url },
      paused: { get: () => this.#playback.paused },
      ended: { get: () => this.#readyState > 0 && this.#hasEnded },
      seeking: { get: () => this.#seeking > 0 },
      error: { get: () => this.#error },
      buffered: { get: ranges },
      seekable: { get: ranges },
      playbackRate: {
        get: () => this.#playback.rate,
        set: (rate: number) => {
          this.#keepMixed("changes the rate of");
          this.#playback.setRate(Math.max(0, rate), this.#context.now());
          this.#schedule();
          this.#tell("ratechange");
        },
      },
      ...(element.localName === "video" ? {} : { videoWidth: {}, videoHeight: {} }),
    };
  }
}
