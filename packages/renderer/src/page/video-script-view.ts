import type { VideoFile } from "./video-file.ts";

/** What scripts of the page see of a video: one that is loaded, and stands at the media time that is shown. */
export class ScriptView {
  readonly #element: HTMLVideoElement;
  readonly #size: { readonly width: number; readonly height: number };
  #callbacks = new Map<number, VideoFrameRequestCallback>();
  #requests = 0;
  #painted = 0;
  #mediaTime = 0;

  constructor(element: HTMLVideoElement, { width, height }: VideoFile, length: number) {
    this.#element = element;
    this.#size = { width, height };
    const now = (): number => this.#mediaTime;
    const view = {
      videoWidth: { get: () => width },
      videoHeight: { get: () => height },
      duration: { get: () => length },
      // Setting it does nothing: time is the composition's.
      currentTime: { get: now, set: () => undefined },
      readyState: { get: () => HTMLMediaElement.HAVE_ENOUGH_DATA },
      networkState: { get: () => HTMLMediaElement.NETWORK_IDLE },
      ended: { get: () => !element.loop && now() >= length },
      requestVideoFrameCallback: { value: (callback: VideoFrameRequestCallback) => this.#request(callback) },
      cancelVideoFrameCallback: { value: (handle: number) => void this.#callbacks.delete(handle) },
    };
    Object.defineProperties(element, view);
  }

  /** Tells the page that the video can be shown. */
  announce(): void {
    for (const name of ["loadedmetadata", "loadeddata", "canplay", "canplaythrough"]) {
      this.#element.dispatchEvent(new Event(name));
    }
  }

  /** Notes what time is shown, in seconds, and whether the picture is a new one. */
  show(mediaTime: number, isNew: boolean): void {
    this.#mediaTime = mediaTime;
    if (!isNew) return;
    this.#painted += 1;
    const due = this.#callbacks;
    this.#callbacks = new Map();
    const now = performance.now();
    const times = { presentationTime: now, expectedDisplayTime: now, mediaTime };
    for (const callback of due.values()) {
      callback(now, { ...this.#size, ...times, presentedFrames: this.#painted });
    }
  }

  #request(callback: VideoFrameRequestCallback): number {
    this.#requests += 1;
    this.#callbacks.set(this.#requests, callback);
    return this.#requests;
  }
}
