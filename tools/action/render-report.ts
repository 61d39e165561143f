/** What a render said of itself, as far as the action passes it on. */
export interface RenderReport {
  /** Absolute paths of what is there now. */
  readonly videos: readonly string[];
  /** That of a batch; `null` for a single video. */
  readonly manifest: string | null;
  readonly failedRows: number;
  /** Why it ended early; `null` if it did not say so. */
  readonly error: string | null;
}

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

/** What there is before the first event. */
export const nothingYet: RenderReport = { videos: [], manifest: null, failedRows: 0, error: null };

/** What is known after one more event. */
export function hear(report: RenderReport, event: RenderEvent): RenderReport {
  const { file, manifest = null, message = null, state } = event;
  if (event.event === "batch") return { ...report, manifest };
  if (event.event === "error") return { ...report, error: message };
  if (state === "failed") return { ...report, failedRows: report.failedRows + 1 };
  const isFinished = event.event === "row" || event.event === "done";
  return isFinished && file ? { ...report, videos: [...report.videos, file] } : report;
}

/** Why the action failed; empty if it did not say so. */
export function failureOf({ error, failedRows, manifest }: RenderReport): string {
  if (error !== null) return error;
  return failedRows > 0 ? `${failedRows} rows failed; ${manifest} says why.` : "";
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
