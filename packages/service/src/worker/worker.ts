import { createReadStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { RenderError } from "@hyperframes-engine/errors";
import type { HostResult } from "../hosts/host-messages.ts";
import type { RenderHost } from "../hosts/render-host.ts";
import type { FetchedJob } from "../queue/open-queue.ts";
import { contentTypeOf } from "../renders/content-types.ts";
import {
  beginAttempt,
  endAttempt,
  endIdle,
  requeueAttempt,
  tellProgress,
  type RenderAttempt,
  type RenderStore,
} from "../renders/render-attempt.ts";
import type { KeptFile, RenderOutput } from "../renders/render-output.ts";
import { noProgress } from "../renders/render-progress.ts";
import type { TemplateRegistry } from "../templates/template-registry.ts";
import { WakeUp } from "../wake-up.ts";
import { ProgressTeller } from "./progress-teller.ts";

/** What a worker works with. */
interface WorkerOptions {
  readonly store: RenderStore;
  readonly templates: TemplateRegistry;
  readonly host: RenderHost;
  /** Unique among all workers. */
  readonly name: string;
  /** Where renders leave their files before they are kept. */
  readonly scratch: string;
  /** How often it looks for something to do where nothing says that there is. */
  readonly pollMs: number;
  /** Renders at once. */
  readonly lanes: number;
  /** How often a render whose error may pass is tried. */
  readonly mostFailures: number;
  /** Told of what goes wrong besides renders, as while the database is away. */
  readonly onError: (error: unknown) => void;
}

const TOUCH_MS = 3000;
const LOST_MS = 30_000;
const REST_MS = 1000;
const ENDING_MS = 100;

/** Renders what waits in the queue, some at once, until it is stopped. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #stop = new AbortController();
  readonly #attempts = new Map<RenderAttempt, AbortController>();
  readonly #wakeUp = new WakeUp();
  #lanes: Promise<unknown> = Promise.resolve();

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Begins to work. */
  start(): void {
    const lanes = Array.from({ length: this.#options.lanes }, () => this.#runLane());
    this.#lanes = Promise.all([...lanes, this.#showLife(), this.#buryLost()]);
  }

  /** There is something new in the queue. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** Of the renders that are being made, ends one if it is here. */
  cancel(id: string): void {
    for (const [{ render }, abort] of this.#attempts)
      if (render.id === id) abort.abort(new RenderError("interrupted", "It was cancelled."));
  }

  /** Whether nothing is being made. */
  get isIdle(): boolean {
    return this.#attempts.size === 0;
  }

  /**
   * Takes nothing new, lets what runs go on for a while, and puts the rest back into the queue.
   *
   * @param graceMs how long what runs may go on.
   */
  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    this.wake();
    const rest = new AbortController();
    const late = setTimeout(graceMs, undefined, { signal: rest.signal }).then(
      () => {
        for (const abort of this.#attempts.values())
          abort.abort(new RenderError("interrupted", "The worker is ending."));
      },
      () => undefined,
    );
    await this.#lanes;
    rest.abort();
    await late;
  }

  async #runLane(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const job = await this.#options.store.queue.fetch();
        if (job) await this.#work(job);
        else await this.#wakeUp.sleep(this.#options.pollMs);
      } catch (error) {
        this.#options.onError(error);
        await this.#wakeUp.sleep(REST_MS);
      }
    }
  }

  async #work(job: FetchedJob): Promise<void> {
    const { store, name } = this.#options;
    const attempt = await beginAttempt(store, job, name);
    if (!attempt) return;
    const abort = new AbortController();
    this.#attempts.set(attempt, abort);
    try {
      const output = await this.#make(attempt, abort);
      await endAttempt(store, attempt, { state: "succeeded", output });
    } catch (error) {
      await this.#settle(attempt, error);
    } finally {
      this.#attempts.delete(attempt);
    }
  }

  async #make(attempt: RenderAttempt, abort: AbortController): Promise<RenderOutput> {
    const { host, templates, scratch } = this.#options;
    const { render } = attempt;
    const folder = join(scratch, `${render.id}-${render.attempt}`);
    const template = await templates.find(render.template);
    if (!template)
      throw new RenderError("invalid-option", `There is no template "${render.template}" here any more.`);
    await mkdir(folder, { recursive: true });
    const { store, onError } = this.#options;
    const teller = new ProgressTeller({ store, attempt, abort, onError });
    try {
      const work = { order: render.order, project: template.folder, folder };
      const result = await host.render(work, {
        onEvent: (event) => teller.hear(event),
        signal: abort.signal,
      });
      await teller.deliver();
      return await this.#keep(result);
    } finally {
      await teller.end();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #keep(result: HostResult): Promise<RenderOutput> {
    const { seconds, width, height, frames, rate, warnings } = result;
    const video = await this.#keepFile(result.video);
    if (!video) throw new RenderError("worker-lost", "The rendered file is gone.");
    return {
      ...{ video, seconds, width, height, frames, rate, warnings },
      poster: await this.#keepFile(result.poster),
      captions: await this.#keepFile(result.captions),
    };
  }

  async #keepFile(file: string | null): Promise<KeptFile | null> {
    if (file === null) return null;
    const { size } = await stat(file);
    const digest = await this.#options.store.files.put(createReadStream(file));
    return { digest, bytes: size, contentType: contentTypeOf(file) };
  }

  /** What becomes of a render that did not succeed. */
  async #settle(attempt: RenderAttempt, error_: unknown): Promise<void> {
    const { store, mostFailures, onError } = this.#options;
    const error = error_ instanceof RenderError ? error_ : null;
    if (!error) onError(error_);
    const end = await untilDone(async () => {
      const wanted = await tellProgress(store, attempt, noProgress);
      // Somebody else has it: nothing is to be said.
      if (wanted === null) return;
      if (wanted.cancelWanted) return void (await endAttempt(store, attempt, { state: "canceled" }));
      const isLoss = error?.code === "worker-lost" || error?.code === "interrupted";
      const mayPass = error === null || error.retryable;
      if (isLoss || (mayPass && attempt.render.failures + 1 < mostFailures))
        return requeueAttempt(store, attempt, !isLoss);
      const told = error ?? new RenderError("capture-failed", "The service could not render it.");
      await endAttempt(store, attempt, { state: "failed", error: told.toJSON() });
    }, this.#options);
    return end;
  }

  /** Until nothing is being made any more: then nobody needs to know. */
  async #showLife(): Promise<void> {
    while (!this.#stop.signal.aborted || this.#attempts.size > 0) {
      await this.#rest(TOUCH_MS);
      const jobs = Array.from(this.#attempts.keys(), ({ job }) => job);
      if (jobs.length > 0) await this.#options.store.queue.touch(jobs).catch(this.#options.onError);
    }
  }

  /** What was lost with its worker again and again ends as failed. */
  async #buryLost(): Promise<void> {
    const { store, onError } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        const job = await store.queue.fetchLost();
        if (!job) {
          await this.#wakeUp.sleep(LOST_MS);
          continue;
        }
        const error = new RenderError("worker-lost", "Each process that rendered it has died.").toJSON();
        await endIdle(store, job.renderId, { state: "failed", error });
        await store.queue.completeLost(job, store.database.runner);
      } catch (error) {
        onError(error);
        await this.#wakeUp.sleep(REST_MS);
      }
    }
  }

  /** Sleeps, whatever comes in, but not for long once the worker is to stop. */
  async #rest(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) await setTimeout(ENDING_MS);
    else await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** Does what must be done, again and again if need be: the database may be away for a while. */
async function untilDone(
  work: () => Promise<void>,
  { onError }: Pick<WorkerOptions, "onError">,
): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      onError(error);
      await setTimeout(REST_MS);
    }
  }
}
