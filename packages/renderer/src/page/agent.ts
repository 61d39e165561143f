import { showClips } from "./clips.ts";
import { readDurations } from "./durations.ts";
import { FrameQueue } from "./frame-queue.ts";
import { openStage, type Stage } from "./open-stage.ts";
import type { OwnClock } from "./own-clock.ts";
import { awaitBinding, type AgentConfig, type PageAgent, type PageMeasure } from "./protocol.ts";
import { readReadiness } from "./readiness.ts";
import { sendSeekEvent } from "./seek-event.ts";
import { keepGsapExact, pauseTimelines, seekTimelines, timelineKeys } from "./timelines.ts";

declare global {
  var __hyperframesConfig: AgentConfig;
  var __hyperframesAgent: PageAgent;
}

/** Drives one page: shows and hides its clips, seeks its timelines, and says when it is ready. */
class Agent implements PageAgent {
  readonly #config: AgentConfig;
  readonly #request = window.requestAnimationFrame.bind(window);
  readonly #clock: OwnClock | null;
  readonly #queue: FrameQueue | null;
  #held = false;
  #opened: Stage | null = null;
  #zero: number | null = null;
  #awaited = false;
  #begun = false;

  constructor(config: AgentConfig) {
    this.#config = config;
    this.#clock = globalThis.__hyperframesCreateClock?.() ?? null;
    this.#queue = config.holdCallbacks ? new FrameQueue() : null;
    // Registered before any of the page's own, this callback is the first to run in every frame.
    this.#request((timestamp) => this.#onFrame(timestamp));
  }

  readiness(): ReturnType<PageAgent["readiness"]> {
    return readReadiness(this.#config);
  }

  measure(): PageMeasure {
    const { tree, clips, reports, problems, media } = this.#stage;
    return {
      durations: readDurations(tree, clips),
      clips: reports,
      problems,
      timelineKeys: timelineKeys(),
      media: media.map(({ report }) => report),
    };
  }

  async begin(zero: number): Promise<boolean> {
    keepGsapExact();
    pauseTimelines(this.#stage.tree);
    const promises = this.#show(0);
    this.#awaited = promises.length > 0;
    await Promise.allSettled(promises);
    this.#zero = zero;
    return this.#awaited;
  }

  get begun(): boolean {
    return this.#begun;
  }

  async seek(frame: number): Promise<void> {
    await Promise.allSettled(this.#show(frame));
  }

  hold(value: boolean): void {
    this.#held = value;
  }

  async advance(time: number): Promise<void> {
    await this.#clock?.advanceTo(time);
  }

  async tick(frame: number): Promise<void> {
    const { numerator, denominator } = this.#config.rate;
    await this.#clock?.advanceTo((this.#zero ?? 0) + (frame * denominator * 1000) / numerator);
    await this.seek(frame);
    this.#clock?.present();
  }

  /** What plays on the page, once it is ready. */
  get #stage(): Stage {
    this.#opened ??= openStage(this.#config);
    return this.#opened;
  }

  #onFrame(timestamp: number): void {
    this.#request((next) => this.#onFrame(next));
    if (this.#zero === null || this.#held) return;
    if (!this.#begun && !this.#clock) startSmil();
    this.#begun = true;
    if (!this.#awaited && !this.#clock) this.#showAt(timestamp - this.#zero);
    this.#queue?.run(timestamp);
  }

  #showAt(elapsed: number): void {
    const { numerator, denominator } = this.#config.rate;
    // Timestamps are rounded to a tenth of a millisecond; the frame number is not.
    const frame = Math.round((elapsed * numerator) / denominator / 1000);
    const promises = this.#show(frame);
    if (promises.length > 0) notifyAwaited();
  }

  #show(frame: number): Array<PromiseLike<unknown>> {
    const { numerator, denominator } = this.#config.rate;
    const time = (frame * denominator) / numerator;
    const { tree, clips } = this.#stage;
    showClips(clips, time);
    if (window.__hf) {
      const result = window.__hf.seek(time);
      return isPromise(result) ? [result] : [];
    }
    seekTimelines(tree, time);
    return sendSeekEvent(time);
  }
}

/** Unlike other animations, those of SVG have run since the page was loaded. */
function startSmil(): void {
  for (const svg of document.querySelectorAll("svg")) svg.setCurrentTime(0);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

function notifyAwaited(): void {
  const bindings = window as unknown as Partial<Record<string, (payload: string) => void>>;
  bindings[awaitBinding]?.("");
}

// The script is injected into every frame of the page; only the outermost is the composition.
if (window.top === window) {
  const value: PageAgent = new Agent(globalThis.__hyperframesConfig);
  Object.defineProperty(globalThis, "__hyperframesAgent", { value, enumerable: false });
}
