import type { BatchCount, BatchEvent, RowEnd } from "./batch-event.ts";

/** Warnings that are kept, so that none is told for every row. */
const MOST_WARNINGS = 200;

/** Counts rows and passes events on. */
export class BatchProgress {
  readonly #listener: (event: BatchEvent) => void;
  readonly #rows: number;
  readonly #start = performance.now();
  readonly #warned = new Set<string>();
  #done = 0;
  #failed = 0;
  #unchanged = 0;

  constructor(rows: number, listener: (event: BatchEvent) => void) {
    this.#rows = rows;
    this.#listener = listener;
  }

  /** How far the batch is. */
  get count(): BatchCount {
    const [done, failed, unchanged] = [this.#done, this.#failed, this.#unchanged];
    const left = this.#rows - done - failed - unchanged;
    const seconds = (performance.now() - this.#start) / 1000;
    const rate = seconds > 0 ? (done / seconds) * 60 : 0;
    const secondsLeft = done > 0 ? (left / rate) * 60 : null;
    return { rows: this.#rows, done, failed, unchanged, left, rate, secondsLeft };
  }

  /** Passes an event on. */
  emit(event: BatchEvent): void {
    this.#listener(event);
  }

  /** A row has ended. */
  end(end: RowEnd): void {
    if (end.state === "done") this.#done += 1;
    else if (end.state === "failed") this.#failed += 1;
    else this.#unchanged += 1;
    this.emit({ event: "row", ...end });
    this.emit({ event: "batch-progress", ...this.count });
  }

  /** Passes a warning on, once for all rows. */
  warn(row: number | null, message: string): void {
    if (this.#warned.has(message) || this.#warned.size >= MOST_WARNINGS) return;
    this.#warned.add(message);
    this.emit({ event: "warning", row, message });
  }
}
