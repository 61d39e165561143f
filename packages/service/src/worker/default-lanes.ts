import { availableParallelism } from "node:os";

/** A browser at 1080p with its encoder, generously: docs/benchmarks.md */
const LANE_BYTES = 600 * 2 ** 20;
const MOST_LANES = 16;

/** Renders at once where nobody says how many: one per core, as far as memory goes. */
export function defaultLanes(): number {
  const byMemory = Math.floor((process.availableMemory() * 0.8) / LANE_BYTES);
  return Math.max(1, Math.min(availableParallelism(), byMemory, MOST_LANES));
}
