import { availableParallelism } from "node:os";
import type { PageSpec } from "../capture/frame-source.ts";

/** A browser with its processes and an encoder, before any picture. */
const BASE_BYTES = 320 * 2 ** 20;
/** Tiles, layers, the surface, the encoder's look-ahead and our own buffers, in pictures: docs/benchmarks.md */
const PICTURES_HELD = 30;
const MOST_WORKERS = 16;

/**
 * How many browsers render side by side where the user does not say: one per core, as far as memory goes. Node counts
 * the limits of control groups in both numbers.
 */
export function defaultWorkerCount(spec: Pick<PageSpec, "width" | "height" | "scale">): number {
  const pictureBytes = spec.width * spec.height * spec.scale ** 2 * 4;
  const byMemory = Math.floor(
    (process.availableMemory() * 0.8) / (BASE_BYTES + PICTURES_HELD * pictureBytes),
  );
  return Math.max(1, Math.min(availableParallelism(), byMemory, MOST_WORKERS));
}
