import type { Refinements } from "../encode/format.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import type { ChunkRecord } from "./chunk-store.ts";

/** A chunk that goes into the file, and how many frames more each of its encoded pictures stays on screen. */
interface JoinedChunk {
  readonly chunk: Chunk;
  readonly repeats: readonly number[];
}

/** What says whether a chunk goes on with the picture of the one before. */
export type JoinedRecord = Pick<
  ChunkRecord,
  "repeats" | "changed" | "firstHash" | "lastHash" | "endsCovered"
>;

/** Players seek to key frames, so there is one at least this often, in frames. */
const LONGEST_GROUP = 300;

/**
 * Leaves out chunks in which nothing changes and that begin as the one before ends: the last picture stays on screen
 * instead, which costs less than a key frame of the same picture again. None is left out if every frame must be in its
 * segment.
 */
export function joinStillChunks(
  chunks: readonly Chunk[],
  records: readonly JoinedRecord[],
  refinements: Refinements,
): JoinedChunk[] {
  const joined: JoinedChunk[] = [];
  chunks.forEach((chunk, index) => {
    const record = records[index];
    const before = joined.at(-1);
    if (!record) return;
    if (
      before &&
      refinements !== "every-frame" &&
      isContinuation(record, records[index - 1]) &&
      chunk.end - before.chunk.first <= LONGEST_GROUP
    ) {
      joined[joined.length - 1] = { ...before, repeats: lengthen(before.repeats, chunk.end - chunk.first) };
    } else {
      joined.push({ chunk, repeats: record.repeats });
    }
  });
  return joined;
}

function isContinuation(record: JoinedRecord, before: JoinedRecord | undefined): boolean {
  if (!before || before.endsCovered) return false;
  return !record.changed && before.lastHash === record.firstHash;
}

function lengthen(repeats: readonly number[], frames: number): number[] {
  return [...repeats.slice(0, -1), (repeats.at(-1) ?? 0) + frames];
}
