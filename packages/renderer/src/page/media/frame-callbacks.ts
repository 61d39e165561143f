/** What `requestVideoFrameCallback` was asked for, of one video. */
export class FrameCallbacks {
  #callbacks = new Map<number, VideoFrameRequestCallback>();
  #requests = 0;
  #painted = 0;

  /** As `requestVideoFrameCallback`. */
  request(callback: VideoFrameRequestCallback): number {
    this.#requests += 1;
    this.#callbacks.set(this.#requests, callback);
    return this.#requests;
  }

  /** As `cancelVideoFrameCallback`. */
  cancel(handle: number): void {
    this.#callbacks.delete(handle);
  }

  /** Tells those who asked that a new frame is there; what they ask for then is the one after it. */
  run(size: { readonly width: number; readonly height: number }, mediaTime: number): void {
    this.#painted += 1;
    const due = this.#callbacks;
    this.#callbacks = new Map();
    const now = performance.now();
    const times = { presentationTime: now, expectedDisplayTime: now, mediaTime };
    for (const callback of due.values()) {
      try {
        callback(now, { ...size, ...times, presentedFrames: this.#painted });
      } catch (error) {
        reportError(error);
      }
    }
  }
}

const known = new WeakMap<Element, FrameCallbacks>();

/** The callbacks of a video, whoever shows it, and however early they were asked for. */
export function frameCallbacksOf(element: Element): FrameCallbacks {
  const callbacks = known.get(element) ?? new FrameCallbacks();
  known.set(element, callbacks);
  return callbacks;
}
