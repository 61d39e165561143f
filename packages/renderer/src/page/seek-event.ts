/** The detail of `hf-seek`, sent to `window` at each frame. */
export interface SeekDetail {
  /** Composition time in seconds. */
  readonly time: number;
  /** Holds the frame until the promise settles. */
  waitUntil(promise: PromiseLike<unknown>): void;
}

/** Sends `hf-seek`, and returns the promises that its listeners want awaited. */
export function sendSeekEvent(time: number): Array<PromiseLike<unknown>> {
  const promises: Array<PromiseLike<unknown>> = [];
  const detail: SeekDetail = { time, waitUntil: (promise) => void promises.push(promise) };
  window.dispatchEvent(new CustomEvent("hf-seek", { detail }));
  return promises;
}
