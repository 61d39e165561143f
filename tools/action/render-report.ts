/** An event of `hyperframes render --json`, of which only some fields are read. */
export interface RenderEvent {
  readonly event: string;
  readonly file?: string | null;
  readonly state?: string;
  readonly row?: number;
  readonly rows?: number;
  readonly left?: number;
  readonly manifest?: string;
  readonly message?: string;
  readonly error?: string | null;
  readonly frame?: number;
  readonly frames?: number;
}

/** What a render says of itself, as far as the action passes it on. */
export class RenderReport {
  /** Absolute paths of what is there now, by row; that of a single video is under 0. */
  readonly videos = new Map<number, string>();
  /** That of a batch; `null` for a single video. */
  manifest: string | null = null;
  #failedRows = 0;
  #error: string | null = null;

  /** Takes note of one more event. */
  hear({ event, file, manifest, message, row = 0, state }: RenderEvent): void {
    if (event === "batch") this.manifest = manifest ?? null;
    if (event === "error") this.#error = message ?? "";
    if (state === "failed") this.#failedRows += 1;
    else if ((event === "row" || event === "done") && file) this.videos.set(row, file);
  }

  /** Why the action failed; empty if the render did not say so. */
  get failure(): string {
    if (this.#error !== null) return this.#error;
    return this.#failedRows > 0 ? `${this.#failedRows} rows failed; ${this.manifest} says why.` : "";
  }
}

/** An event in words; empty for those that say nothing to people. */
export function describeEvent(event: RenderEvent): string {
  if (event.event === "warning") return `warning: ${event.message ?? ""}`;
  if (event.event === "text") return event.message ?? "";
  if (event.event === "row" && event.error) return `row ${event.row ?? "?"} failed: ${event.error}`;
  if (event.event === "progress") return `frame ${event.frame ?? 0} of ${event.frames ?? 0}`;
  if (event.event === "batch-progress") return `${event.left ?? 0} of ${event.rows ?? 0} rows left`;
  return "";
}
