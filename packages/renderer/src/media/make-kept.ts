import { makeWhole } from "./make-whole.ts";
import { keepMedia } from "./media-cache.ts";

/**
 * Has a file of the cache made, unless it is there; then it is kept for longer.
 *
 * @throws what `make` throws; then nothing is left of it.
 */
export async function makeKept(file: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (!(await keepMedia(file))) await makeWhole(file, make);
}
