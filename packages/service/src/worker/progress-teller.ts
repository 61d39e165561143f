import { RenderError } from "@hyperframes-engine/errors";
import type { ProgressEvent } from "@hyperframes-engine/renderer";
import { tellProgress, type RenderAttempt, type RenderStore } from "../renders/render-attempt.ts";
import { noProgress, type RenderProgress } from "../renders/render-progress.ts";

/** Whose progress is told, and how it is ended. */
interface TellerOptions {
  readonly store: RenderStore;
  readonly attempt: RenderAttempt;
  readonly abort: AbortController;
  readonly onError: (error: unknown) => void;
}

const TELL_MS = 500;

/** Tells how far a render is, as often as somebody could want to know, and hears whether it is still wanted. */
export class ProgressTeller {
  readonly #options: TellerOptions;
  #progress: RenderProgress = noProgress;
  #told = 0;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  /** Something has happened. */
  hear(event: ProgressEvent): void {
    this.#progress = progressAfter(this.#progress, event);
    if (performance.now() - this.#told >= TELL_MS) this.#tell();
  }

  /** It is rendered, and its files are being kept. */
  async deliver(): Promise<void> {
    this.#progress = { ...this.#progress, phase: "delivering", fraction: 1, secondsLeft: 0 };
    this.#tell();
    await this.#telling;
  }

  /** Waits until everything is told. */
  async end(): Promise<void> {
    await this.#telling;
  }

  #tell(): void {
    this.#told = performance.now();
    // The database may be away for a while; the end is told again and again.
    this.#telling = this.#telling.then(() => this.#tellOnce()).catch(this.#options.onError);
  }

  async #tellOnce(): Promise<void> {
    const { store, attempt, abort } = this.#options;
    const heard = await tellProgress(store, attempt, this.#progress);
    if (heard === null) abort.abort(new RenderError("worker-lost", "Another worker has it by now."));
    if (heard?.cancelWanted) abort.abort(new RenderError("interrupted", "It was cancelled."));
  }
}

function progressAfter(before: RenderProgress, event: ProgressEvent): RenderProgress {
  if (event.event === "plan") return { ...before, phase: "rendering", framesTotal: event.frames };
  if (event.event !== "progress") return before;
  return {
    phase: "rendering",
    framesDone: event.frame,
    framesTotal: event.frames,
    fraction: event.frames > 0 ? event.frame / event.frames : 0,
    secondsLeft: event.secondsLeft,
  };
}
