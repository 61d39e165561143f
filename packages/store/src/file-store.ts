import type { Readable } from "node:stream";
import type { Digest } from "./digest.ts";

/**
 * Files by their content. Each is there wholly or not at all, and what is handed out is what was put in: content that has changed
 * since is removed, and is as if it had never been there.
 *
 * Every implementation passes `test/support/file-store-contract.ts`.
 */
export interface FileStore {
  /**
   * Keeps what a stream has, and returns its name.
   *
   * @throws what the stream throws, or why it cannot be kept; then nothing is left of it.
   */
  put(content: AsyncIterable<Uint8Array>): Promise<Digest>;
  /** Whether there is content of a name. It is not read: it may turn out to be damaged. */
  has(digest: Digest): Promise<boolean>;
  /** Reads content; `null` if there is none. The stream ends with a {@link DamagedContent} where it is not what was put in. */
  open(digest: Digest): Promise<Readable | null>;
  /** Reads a part of content; `null` if there is none. A part cannot be checked: whoever takes all parts may check them together. */
  openPart(digest: Digest, range: ByteRange): Promise<Readable | null>;
  /**
   * Puts content at a path, in the place of what is there. Whoever has it there may read it, and must not change it.
   *
   * @returns whether it is there now: `false` if there is no such content, or if it was damaged.
   */
  link(digest: Digest, path: string): Promise<boolean>;
  /** Removes content; nothing happens if there is none. */
  remove(digest: Digest): Promise<void>;
}

/** Bytes, counted from 0, the last one included: one that is there. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Content that is not what was put in. */
export class DamagedContent extends Error {
  override readonly name = "DamagedContent";

  constructor(digest: Digest) {
    super(`What is kept as ${digest} has changed.`);
  }
}
