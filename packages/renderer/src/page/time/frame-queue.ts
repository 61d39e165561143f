/** The page's animation-frame callbacks in our hands: they run when {@link FrameQueue.run} says, and not before. */
export class FrameQueue {
  #queue = new Map<number, FrameRequestCallback>();
  #due = new Map<number, FrameRequestCallback>();
  #last = 0;

  /** Puts the queue in the place of `requestAnimationFrame`. */
  constructor() {
    globalThis.requestAnimationFrame = (callback) => {
      this.#last += 1;
      this.#queue.set(this.#last, callback);
      return this.#last;
    };
    globalThis.cancelAnimationFrame = (handle) =>
      void (this.#queue.delete(handle) || this.#due.delete(handle));
  }

  /** Runs what was requested so far; what the callbacks request is for the next frame. */
  run(timestamp: number): void {
    this.#due = this.#queue;
    this.#queue = new Map();
    // Iterating the map itself leaves out callbacks that one before has cancelled.
    for (const [handle, callback] of this.#due) {
      this.#due.delete(handle);
      runSafely(callback, timestamp);
    }
  }
}

/** One callback that throws must not keep the others from running: the browser's own queue is like that too. */
function runSafely(callback: FrameRequestCallback, timestamp: number): void {
  try {
    callback(timestamp);
  } catch (error) {
    reportError(error);
  }
}
