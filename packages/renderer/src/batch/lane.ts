import type { PageSpec } from "../capture/frame-source.ts";
import type { BrowserSlots } from "../chunk/browser-slots.ts";
import { hostedProject } from "../host/project-host.ts";
import type { OptionValues } from "../options.ts";
import type { RenderResult } from "../outputs/render-result.ts";
import { Progress, type ProgressEvent } from "../progress.ts";
import { openSlots } from "../stages/open-slots.ts";
import { prepareOpened } from "../stages/prepare.ts";
import { prepareRender, type RenderJob } from "../stages/render-job.ts";
import { renderPrepared } from "../stages/render-prepared.ts";
import type { BatchJob, BatchRow } from "./batch-job.ts";
import { RowStage } from "./row-stage.ts";

/** Browsers keep a little of every page: after so many rows, a new one is started. */
const ROWS_PER_BROWSER = 200;

/** Renders one row after the other, with one browser. */
export class Lane implements AsyncDisposable {
  readonly #job: BatchJob;
  readonly #stage: RowStage;
  #slots: BrowserSlots | null = null;
  #spec: PageSpec | null = null;
  #rows = 0;

  private constructor(job: BatchJob, stage: RowStage) {
    this.#job = job;
    this.#stage = stage;
  }

  /** Makes a lane. Its browser starts with the first row. */
  static async open(job: BatchJob): Promise<Lane> {
    return new Lane(job, await RowStage.make(job.stage));
  }

  /**
   * Renders a row to its file.
   *
   * @throws {RenderError} as `render` does.
   */
  async render(row: BatchRow): Promise<RenderResult> {
    const start = performance.now();
    const options = this.#optionsFor(row);
    const staged = await this.#stage.open(row);
    using _turn = await this.#job.turns.take(staged.content);
    const { cache } = this.#job;
    await using prepared = await prepareRender(options, () => prepareOpened(staged, options, cache));
    const slots = await this.#turnTo(prepared);
    await this.#job.warnOfLint(prepared);
    const ffmpeg = await this.#job.findFfmpeg(prepared.format.encoders);
    try {
      return await renderPrepared({ ...prepared, ffmpeg, sharing: "alone" }, slots, start);
    } finally {
      // The page is closed before its files become those of the next row.
      await slots.replacePage(prepared.spec);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#slots?.[Symbol.asyncDispose]();
    await this.#stage[Symbol.asyncDispose]();
  }

  #optionsFor(row: BatchRow): OptionValues {
    const { options, manifest, signal } = this.#job;
    return {
      ...options,
      data: null,
      size: null,
      output: row.output,
      workers: 1,
      // What an earlier batch has written needs no look into it.
      force: options.force || manifest.has(row.output),
      onProgress: (event: ProgressEvent) => this.#hear(row, event),
      signal,
    };
  }

  async #turnTo(prepared: Omit<RenderJob, "ffmpeg">): Promise<BrowserSlots> {
    const { spec } = prepared;
    const before = this.#spec;
    this.#spec = spec;
    this.#rows += 1;
    if (!this.#slots) {
      this.#slots = await openSlots(prepared, new Progress(() => undefined));
      return this.#slots;
    }
    await this.#slots.replacePage(spec);
    this.#slots.host.turnTo(hostedProject(prepared.composition, prepared.narration));
    const isWorn = this.#rows % ROWS_PER_BROWSER === 0;
    if (isWorn || !before || !isSameSize(before, spec)) {
      for (const slot of this.#slots.take(1)) await slot.stop();
    }
    return this.#slots;
  }

  #hear({ number }: BatchRow, event: ProgressEvent): void {
    const { progress } = this.#job;
    if (event.event === "warning") progress.warn(number, event.message);
    else if (event.event === "stepping") progress.warn(number, event.message);
    else if (event.event === "resumed")
      progress.emit({ event: "resumed", row: number, frames: event.frames });
    else if (event.event === "retry") {
      progress.emit({ event: "retry", row: number, attempt: event.attempt, message: event.message });
    }
  }
}

/** What a browser has made for pictures of one size does not do for another. */
function isSameSize(a: PageSpec, b: PageSpec): boolean {
  return a.width === b.width && a.height === b.height && a.scale === b.scale;
}
