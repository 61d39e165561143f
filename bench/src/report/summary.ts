import type { Run } from "../render.ts";

/** Medians over the renders of one composition by one tool; null where nothing was measured. */
export interface Summary {
  readonly composition: string;
  readonly tool: string;
  readonly runs: number;
  readonly wallSeconds: number | null;
  /** Shortest and longest. */
  readonly wallRange: readonly [number, number];
  readonly cpuSeconds: number | null;
  readonly firstFrameSeconds: number | null;
  readonly peakPssBytes: number | null;
  readonly peakRssBytes: number | null;
  readonly bytes: number | null;
  readonly frames: number | null;
  readonly ssimMean: number | null;
  readonly ssimWorst: number | null;
  /** All that was wrong, each fault once. */
  readonly faults: readonly string[];
}

/** Sums up the runs, one summary for each composition and tool, in the order in which they first ran. */
export function summarize(runs: readonly Run[]): readonly Summary[] {
  const groups = Map.groupBy(runs, ({ composition, tool }) => `${composition}\n${tool}`);
  return Array.from(groups.values(), summarizeGroup);
}

function summarizeGroup(runs: readonly Run[]): Summary {
  const [{ composition, tool }] = runs as [Run, ...Run[]];
  const done = runs.filter(({ video }) => video);
  const middle = (read: (run: Run) => number | null | undefined) => median(done.map(read));
  const walls = done.map(({ measurement }) => measurement.wallSeconds);
  return {
    composition,
    tool,
    runs: done.length,
    wallSeconds: middle(({ measurement }) => measurement.wallSeconds),
    wallRange: [Math.min(...walls), Math.max(...walls)],
    cpuSeconds: middle(({ measurement }) => measurement.cpuSeconds),
    firstFrameSeconds: middle(({ measurement }) => measurement.firstFrameSeconds),
    peakPssBytes: middle(({ measurement }) => measurement.peakPssBytes),
    peakRssBytes: middle(({ measurement }) => measurement.peakRssBytes),
    bytes: middle(({ video }) => video?.bytes),
    frames: middle(({ video }) => video?.frames),
    ssimMean: middle(({ similarity }) => similarity?.mean),
    ssimWorst: middle(({ similarity }) => similarity?.worst),
    faults: [...new Set(runs.flatMap((run) => run.faults))],
  };
}

/** The middle value, or the mean of the two in the middle; null of nothing. */
export function median(values: ReadonlyArray<number | null | undefined>): number | null {
  const sorted = values.filter((value) => typeof value === "number").toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
