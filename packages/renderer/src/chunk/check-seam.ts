import { differsVisibly } from "../capture/differs-visibly.ts";
import { giveBack } from "../give-back.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import type { ChunkRecord, ChunkStore } from "./chunk-store.ts";

/** A chunk's first frame differs from the same frame at the end of the chunk before: the page cannot be jumped in. */
export class SeamMismatch extends Error {
  override readonly name = "SeamMismatch";

  constructor(chunk: Chunk) {
    super(`frame ${chunk.first} depends on the frames before it`);
  }
}

/** One chunk, finished, and where its pictures are. */
export interface FinishedChunk {
  readonly chunk: Chunk;
  readonly record: ChunkRecord;
}

/**
 * Compares the two renderings of the frame at a seam: at the end of one chunk, after all frames before it, and at the
 * start of the next, after a jump.
 *
 * @throws {SeamMismatch} if they differ visibly.
 */
export async function checkSeam(
  store: ChunkStore,
  before: FinishedChunk,
  after: FinishedChunk,
): Promise<void> {
  if (before.record.seamHash !== after.record.firstHash) {
    const stepped = await store.findPicture(before.chunk, "seam");
    const jumped = await store.findPicture(after.chunk, "first");
    // Pictures are dropped only after they have been compared, in a run that was interrupted later.
    const differs = stepped !== null && jumped !== null && differsVisibly(stepped, jumped);
    for (const picture of [stepped, jumped]) if (picture) giveBack(picture);
    if (differs) throw new SeamMismatch(after.chunk);
  }
  await store.dropPicture(before.chunk, "seam");
  await store.dropPicture(after.chunk, "first");
}
