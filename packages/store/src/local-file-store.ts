import { createReadStream } from "node:fs";
import { constants, copyFile, link, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { digestFile, hasDigest, type Digest } from "./digest.ts";
import type { ByteRange, FileStore } from "./file-store.ts";
import { filesystemNow, touch } from "./filesystem-clock.ts";
import { checkedContent, writeHashed } from "./hashed-content.ts";
import { makeFolder } from "./make-folder.ts";
import { partialName } from "./make-whole.ts";
import { pruneEntries } from "./prune.ts";

/** How much a store keeps. */
export interface LocalLimits {
  /** Of all content together; what was not used for longest goes first. */
  readonly mostBytes: number;
  /** What was used within this time stays, even if all together is too much. @default 0 */
  readonly spareMs?: number;
  /** What has not been used for this long goes. @default none */
  readonly mostMs?: number;
}

/** The part of the limit by which each process may go beyond it before it looks. */
const LOOK_AT = 1 / 16;
/** Writing content takes minutes at most: one that is older was left by a process that was killed. */
const STALE_MS = 3_600_000;

/** Files in a folder, which any number of processes may share. */
export class LocalFileStore implements FileStore {
  readonly #folder: string;
  readonly #limits: LocalLimits;
  /** Bytes since the last look. */
  #added: number;

  constructor(folder: string, limits: LocalLimits) {
    this.#folder = folder;
    this.#limits = limits;
    // Who comes new does not know how much is there.
    this.#added = limits.mostBytes;
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<Digest> {
    return this.#keep((partial) => writeHashed(content, partial));
  }

  /** As {@link put}, for a file, which must not be changed any more: its bytes are shared where the file system can. */
  async putFile(file: string): Promise<Digest> {
    return this.#keep(async (partial) => {
      await linkOrCopy(file, partial);
      return digestFile(partial);
    });
  }

  async has(digest: Digest): Promise<boolean> {
    return (await stat(this.#fileOf(digest)).catch(() => null)) !== null;
  }

  async open(digest: Digest): Promise<Readable | null> {
    if (!(await this.has(digest))) return null;
    const file = this.#fileOf(digest);
    await touch(file);
    return checkedContent(createReadStream(file), digest, () => rm(file, { force: true }));
  }

  async openPart(digest: Digest, { start, end }: ByteRange): Promise<Readable | null> {
    if (!(await this.has(digest))) return null;
    const file = this.#fileOf(digest);
    await touch(file);
    return createReadStream(file, { start, end });
  }

  async link(digest: Digest, path: string): Promise<boolean> {
    const file = this.#fileOf(digest);
    const partial = partialName(path);
    try {
      if (!(await this.#canLink(digest, partial))) return false;
      // What is handed out is what is checked.
      if (!(await hasDigest(partial, digest))) {
        await rm(file, { force: true });
        return false;
      }
      await touch(file);
      await rename(partial, path);
      return true;
    } finally {
      // Also where both were names of one file: renaming does nothing then.
      await rm(partial, { force: true });
    }
  }

  async remove(digest: Digest): Promise<void> {
    await rm(this.#fileOf(digest), { force: true });
  }

  /** Removes what is too old or too much; done now and then of itself. */
  async prune(): Promise<void> {
    this.#added = 0;
    const { mostMs = Infinity, ...limits } = this.#limits;
    const names = await readdir(this.#folder).catch(() => []);
    if (names.length === 0) return;
    const now = await filesystemNow(this.#folder);
    const paths = (list: readonly string[]): string[] => list.map((name) => join(this.#folder, name));
    const [begun, whole] = [names.filter(isPartial), names.filter((name) => !isPartial(name))];
    await pruneEntries(paths(begun), { now, mostMs: STALE_MS, mostBytes: Infinity });
    await pruneEntries(paths(whole), { now, mostMs, ...limits });
  }

  async #keep(write: (partial: string) => Promise<Digest>): Promise<Digest> {
    const partial = partialName(join(this.#folder, "content"));
    try {
      await makeFolder(this.#folder);
      const digest = await write(partial);
      // Over one that may be there: it may be damaged.
      await rename(partial, this.#fileOf(digest));
      await touch(this.#fileOf(digest));
      await this.#noteAdded((await stat(this.#fileOf(digest))).size);
      return digest;
    } finally {
      await rm(partial, { force: true });
    }
  }

  async #canLink(digest: Digest, name: string): Promise<boolean> {
    try {
      await linkOrCopy(this.#fileOf(digest), name);
      return true;
    } catch (error) {
      // It may also have gone just now.
      if (await this.has(digest)) throw error;
      return false;
    }
  }

  async #noteAdded(bytes: number): Promise<void> {
    this.#added += bytes;
    if (this.#added > this.#limits.mostBytes * LOOK_AT) await this.prune();
  }

  #fileOf(digest: Digest): string {
    return join(this.#folder, digest);
  }
}

function isPartial(name: string): boolean {
  return name.startsWith(".");
}

/** A second name for the same bytes; else, and on another disk, a copy. */
async function linkOrCopy(file: string, name: string): Promise<void> {
  await link(file, name).catch(() => copyFile(file, name, constants.COPYFILE_FICLONE));
}
