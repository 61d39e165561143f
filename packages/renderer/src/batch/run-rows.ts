import type { TemplateVariant } from "@hyperframes-engine/template";
import { together } from "../cancellation/together.ts";
import { forgetKept } from "../chunk/forget-kept.ts";
import { inPhase, InterruptedError, RenderError } from "../errors.ts";
import { narrationOfRow } from "../narration/narration-of-row.ts";
import type { NarrationSettings } from "../narration/settings/narration-settings.ts";
import type { BatchJob, BatchRow } from "./batch-job.ts";
import { Lane } from "./lane.ts";
import { lookAhead } from "./look-ahead.ts";
import { hashRow } from "./row-hash.ts";
import type { NamedRow } from "./rows/named-rows.ts";

/** What ends the whole batch: it would befall every other row as well. */
const fatalCodes: ReadonlySet<RenderError["code"]> = new Set([
  "tool-missing",
  "not-permitted",
  "disk-full",
  "interrupted",
]);
/** As many narrations as HeyGen makes at one time. */
const ROWS_AHEAD = 10;

/** How rows are rendered. */
interface RowsRun {
  readonly rows: AsyncIterable<NamedRow>;
  /** The hash of what all rows of a size depend on. */
  readonly sharedOf: (size: TemplateVariant | null) => string;
  /** How many rows are rendered at once, at most. */
  readonly lanes: number;
}

/**
 * Renders all rows that are not there yet. Those that fail are written down, and the rest goes on.
 *
 * @throws {InterruptedError} if the signal is aborted.
 * @throws {RenderError} if what failed would fail for every row.
 */
export async function runRows(job: BatchJob, run: RowsRun): Promise<void> {
  await together(job.signal, (signal) => {
    const runner = new RowsRunner({ ...job, signal }, run);
    return Array.from({ length: run.lanes }, () => runner.work());
  });
  if (job.signal.aborted) throw new InterruptedError();
}

class RowsRunner {
  readonly #job: BatchJob;
  readonly #sharedOf: RowsRun["sharedOf"];
  readonly #waiting: AsyncGenerator<BatchRow>;
  #failed = false;

  constructor(job: BatchJob, { rows, sharedOf }: RowsRun) {
    this.#job = job;
    this.#sharedOf = sharedOf;
    const { narrateAhead } = job.options;
    const wanted = this.#wanted(rows);
    this.#waiting = narrateAhead
      ? lookAhead(wanted, ROWS_AHEAD, (row) => void this.#narrate(row, narrateAhead))
      : wanted;
  }

  /** Renders rows until there are no more. A browser is started only if there is one. */
  async work(): Promise<void> {
    let row = await this.#next();
    if (!row) return;
    await using lane = await Lane.open(this.#job);
    for (; row; row = await this.#next()) await this.#render(lane, row);
  }

  async #next(): Promise<BatchRow | null> {
    const { options, signal } = this.#job;
    if (signal.aborted || (options.failFast && this.#failed)) return null;
    const next = await this.#waiting.next();
    return next.done === true ? null : next.value;
  }

  async #narrate(
    { data, locate, size }: BatchRow,
    narrateAhead: (narration: NarrationSettings) => void,
  ): Promise<void> {
    const { loaded, trusted } = this.#job.stage;
    const options = { trusted, locate, ...(size ? { size } : {}) };
    try {
      const narration = await narrationOfRow(loaded, data, options);
      if (narration) narrateAhead(narration);
    } catch (error) {
      // Its own turn will tell.
      if (!(error instanceof RenderError)) throw error;
    }
  }

  /** Leaves out rows that are there, and those that cannot be rendered. */
  async *#wanted(rows: AsyncIterable<NamedRow>): AsyncGenerator<BatchRow> {
    const { manifest, progress, options } = this.#job;
    for await (const row of rows) {
      const { number, line, output, fault } = row;
      const size = row.size?.name ?? null;
      if (fault || output === null) {
        await this.#fail(row, { error: fault, hash: "", start: performance.now() });
        if (options.failFast) return;
        continue;
      }
      const hash = hashRow(this.#sharedOf(row.size), row.data);
      if (!(await manifest.isCurrent({ row: number, line, output, hash }))) yield { ...row, output, hash };
      else {
        const end = { row: number, line, size, file: output, error: null, seconds: 0, frames: 0 };
        progress.end({ ...end, state: "unchanged" });
      }
    }
  }

  async #render(lane: Lane, row: BatchRow): Promise<void> {
    const { manifest, progress, signal, options } = this.#job;
    const start = performance.now();
    try {
      const { frames, seconds, file } = await lane.render(row);
      const size = row.size?.name ?? null;
      const entry = { row: row.number, line: row.line, size, state: "done", error: null, frames } as const;
      const kept = { ...entry, seconds: rounded(seconds), hash: row.hash };
      await inPhase("write", () => manifest.add(kept, row.output));
      progress.end({ ...entry, file, seconds });
    } catch (error) {
      if (signal.aborted || !(error instanceof RenderError) || fatalCodes.has(error.code)) throw error;
      await this.#fail(row, { error, hash: row.hash, start });
    }
    await forgetKept(options.environment.cacheFolder);
  }

  async #fail(
    { number, line, size, output }: NamedRow,
    {
      error,
      hash,
      start,
    }: { readonly error: RenderError | null; readonly hash: string; readonly start: number },
  ): Promise<void> {
    const { manifest, progress } = this.#job;
    this.#failed = true;
    const seconds = (performance.now() - start) / 1000;
    const message = error?.message ?? "The row cannot be called anything: it is no object with fields.";
    const end = { state: "failed", error: message, frames: 0 } as const;
    const entry = { row: number, line, size: size?.name ?? null, ...end };
    const kept = { ...entry, seconds: rounded(seconds), hash };
    await inPhase("write", () => manifest.add(kept, output));
    progress.end({ ...entry, file: output, seconds });
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
