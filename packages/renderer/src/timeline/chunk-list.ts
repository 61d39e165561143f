import { frame, type Frame } from "./units.ts";

/** The frames from `first` up to, but without, `end`: the unit of work. */
export interface Chunk {
  readonly index: number;
  readonly first: Frame;
  readonly end: Frame;
}

/** Starting a chunk (a fresh page, a checked picture, a key frame, an encoder) costs as much as some 15 frames. */
const SHORTEST_CHUNK = 110;
/** Above this, a lost chunk costs too much, and players seek slowly: each chunk is one group of pictures. */
const LONGEST_CHUNK = 150;
const WANTED_CHUNKS = 4;

/** Whether workers share the chunks of one video, or each has a video of its own. */
export type ChunkSharing = "shared" | "alone";

/**
 * Cuts the frames from `first` up to `end` into chunks of nearly equal length. The list depends on nothing but what is given:
 * neither on the machine nor on the number of workers, so the finished bytes do not either.
 */
export function chunkList(first: Frame, end: Frame, sharing: ChunkSharing = "shared"): Chunk[] {
  const total = end - first;
  const count = countChunks(frame(total), sharing);
  const bound = (index: number): Frame => frame(first + Math.round((index * total) / count));
  return Array.from({ length: count }, (_, index) => ({ index, first: bound(index), end: bound(index + 1) }));
}

/** How many chunks so many frames are cut into. */
export function countChunks(total: Frame, sharing: ChunkSharing = "shared"): number {
  if (sharing === "alone") return Math.ceil(total / LONGEST_CHUNK);
  if (total <= SHORTEST_CHUNK) return 1;
  const length = Math.min(LONGEST_CHUNK, Math.max(SHORTEST_CHUNK, total / WANTED_CHUNKS));
  // An even number lets two workers finish together.
  const pairs = Math.max(Math.round(total / length / 2), Math.ceil(total / LONGEST_CHUNK / 2));
  return 2 * pairs;
}
