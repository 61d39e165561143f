import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  digestFile,
  FileLock,
  hasDigest,
  isDigest,
  makeFolder,
  readSealed,
  syncFile,
  syncFolder,
  writeSealed,
  type Digest,
  identifyFile,
  identityText,
} from "@hyperframes-engine/store";
import { cacheError } from "../cache-error.ts";
import type { Approach } from "../capture/frame-source.ts";
import type { ManifestFile } from "../manifest/render-manifest.ts";
import type { Chunk } from "../timeline/chunk-list.ts";

/** What is known of a finished chunk besides its pictures. */
export interface ChunkRecord {
  /** For each encoded picture, how many frames more it stays on screen. */
  readonly repeats: readonly number[];
  /** Whether any frame differs from the one before it. */
  readonly changed: boolean;
  /** Hash of the first frame's pixels. */
  readonly firstHash: string;
  /** Hash of the last frame's pixels. */
  readonly lastHash: string;
  /** Whether somebody is seen over the last frame, who is not in its hash. */
  readonly endsCovered: boolean;
  /** Hash of the frame after the last, if it was rendered; it must be the next chunk's first. */
  readonly seamHash: string | null;
  /** What is wrong with what the frames show, to be said again when the chunk is used again. */
  readonly complaints: readonly string[];
  /** Files that pages have got and of which the manifest says nothing, as they count only once they are asked for. */
  readonly asked: readonly ManifestFile[];
}

/** A record as it is kept, with the digest of the chunk's file. */
type KeptRecord = ChunkRecord & { readonly digest: Digest };

/** The first picture of a chunk, or the one after its last. */
export type SeamEnd = "first" | "seam";

/** Where a store's files are, and what keeps other renders from them. */
interface StorePlace {
  readonly folder: string;
  readonly lock: FileLock | null;
  /** Whether chunks stay for a render that comes later. */
  readonly isLasting: boolean;
}

const keptNames = /^stepped$|^chunk-\d+\.[a-z0-9]+(\.(json|first|seam))?$/;

/**
 * Finished chunks on disk, under a key that says all they depend on. They outlive the render, so that one with the same
 * key goes on where another was interrupted, or has only the sound to make. What has changed since it was kept is as if it had
 * never been there.
 */
export class ChunkStore implements AsyncDisposable {
  readonly #place: StorePlace;
  readonly #extension: string;
  /** Of this store alone, should another process believe that it has the same folder. */
  readonly #id = randomUUID();
  /** What files were like when they had the digest of their record, by the chunk's index. */
  readonly #checked = new Map<number, string>();
  readonly #syncing: Array<Promise<void>> = [];

  private constructor(place: StorePlace, extension: string) {
    this.#place = place;
    this.#extension = extension;
  }

  /**
   * Opens the store for a key; its chunks' files end in `extension`. A render with the same key that runs at the same
   * time gets one of its own, which goes with it.
   *
   * @throws {OutputError} if the cache cannot be written.
   */
  static async open(cacheFolder: string, key: string, extension: string): Promise<ChunkStore> {
    try {
      const store = new ChunkStore(await takePlace(join(cacheFolder, "renders"), key), extension);
      await makeFolder(store.folder);
      await store.#removePartial();
      return store;
    } catch (error) {
      throw cacheError(cacheFolder, error);
    }
  }

  /** Where chunks are kept. */
  get folder(): string {
    return this.#place.folder;
  }

  /** The file of a finished chunk. */
  fileOf(chunk: Chunk): string {
    return join(this.folder, `chunk-${String(chunk.index).padStart(6, "0")}.${this.#extension}`);
  }

  /** Where a chunk is written until it is finished. */
  partialFileOf(chunk: Chunk): string {
    return `${this.fileOf(chunk)}.${this.#id}.partial`;
  }

  /** What is known of a chunk if it is finished, and all that is kept of it is as it was. */
  async find(chunk: Chunk): Promise<ChunkRecord | null> {
    const record = (await readSealed(this.#recordOf(chunk))) as Partial<KeptRecord> | null;
    if (!record?.asked || !isDigest(record.digest)) return null;
    const { digest, ...known } = record as KeptRecord;
    const identity = await identify(this.fileOf(chunk));
    const isWhole =
      (await hasDigest(this.fileOf(chunk), digest)) &&
      (await this.#isPictureWhole(chunk, "first", known.firstHash)) &&
      (await this.#isPictureWhole(chunk, "seam", known.seamHash));
    if (!isWhole || identity === null) return null;
    this.#checked.set(chunk.index, identity);
    return known;
  }

  /** Whether the files of finished chunks are still those that were checked, or saved. */
  async areUnchanged(chunks: readonly Chunk[]): Promise<boolean> {
    for (const chunk of chunks) {
      const checked = this.#checked.get(chunk.index);
      if (checked === undefined || (await identify(this.fileOf(chunk))) !== checked) return false;
    }
    return true;
  }

  /**
   * Marks a chunk as finished. The record comes last, and whole: with it, the chunk is there. At the latest when the store is
   * disposed of, it survives a loss of power.
   */
  async save(chunk: Chunk, record: ChunkRecord): Promise<void> {
    const [partial, file] = [this.partialFileOf(chunk), this.fileOf(chunk)];
    try {
      const digest = await digestFile(partial);
      await rename(partial, file);
      await writeSealed(this.#recordOf(chunk), { ...record, digest });
      this.#checked.set(chunk.index, (await identify(file)) ?? "");
      this.#syncing.push(this.#sync([file, this.#recordOf(chunk)]));
    } catch (error) {
      throw cacheError(file, error);
    }
  }

  /** Keeps a picture at one end of a chunk until it has been compared with the one at the other side of the seam. */
  async keepPicture(chunk: Chunk, end: SeamEnd, pixels: Uint8Array): Promise<void> {
    const name = this.#pictureFile(chunk, end);
    await writeFile(name, pixels).catch((error: unknown) => {
      throw cacheError(name, error);
    });
  }

  /** A picture that was kept, or `null`. */
  async findPicture(chunk: Chunk, end: SeamEnd): Promise<Buffer | null> {
    return readFile(this.#pictureFile(chunk, end)).catch(() => null);
  }

  /** Removes a picture that was kept. */
  async dropPicture(chunk: Chunk, end: SeamEnd): Promise<void> {
    await rm(this.#pictureFile(chunk, end), { force: true });
  }

  /** Removes a chunk that is half-written, or half-saved. */
  async discard(chunk: Chunk): Promise<void> {
    for (const name of [this.partialFileOf(chunk), this.#recordOf(chunk), this.fileOf(chunk)])
      await rm(name, { force: true });
  }

  /** Removes all chunks. */
  async clear(): Promise<void> {
    this.#checked.clear();
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  /** How the chunks were approached by the render before. */
  async approach(): Promise<Approach> {
    const stepped = await stat(join(this.folder, "stepped")).catch(() => null);
    return stepped ? "step" : "jump";
  }

  /** Starts over: from now on, and after an interruption too, pages are stepped. */
  async startStepping(): Promise<void> {
    await this.clear();
    await writeFile(join(this.folder, "stepped"), "");
  }

  /** While the next chunk is made. In whatever order what is written reaches the disk: half of it does not have its digest. */
  async #sync(files: readonly string[]): Promise<void> {
    try {
      await Promise.all(files.map((file) => syncFile(file)));
      await syncFolder(this.folder);
    } catch {
      // It has gone again, or the disk cannot: then it is as safe as the system makes it.
    }
  }

  #recordOf(chunk: Chunk): string {
    return `${this.fileOf(chunk)}.json`;
  }

  #pictureFile(chunk: Chunk, end: SeamEnd): string {
    return `${this.fileOf(chunk)}.${end}`;
  }

  /** One that is not there was compared, or is not wanted. */
  async #isPictureWhole(chunk: Chunk, end: SeamEnd, hash: string | null): Promise<boolean> {
    const picture = await this.findPicture(chunk, end);
    return picture === null || hashPixels(picture) === hash;
  }

  /** Everything but finished chunks: halves of them, and what else a render has put here. */
  async #removePartial(): Promise<void> {
    const names = await readdir(this.folder);
    const rest = names.filter((name) => !keptNames.test(name));
    await Promise.all(rest.map((name) => rm(join(this.folder, name), { recursive: true, force: true })));
  }

  async #keepFinished(): Promise<void> {
    await this.#removePartial();
    const names = await readdir(this.folder);
    if (names.length === 0) await rm(this.folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { folder, lock, isLasting } = this.#place;
    await Promise.all(this.#syncing);
    if (isLasting) await this.#keepFinished();
    else await rm(folder, { recursive: true, force: true });
    await lock?.[Symbol.asyncDispose]();
  }
}

/** Hash of a picture's pixels, as records have it. */
export function hashPixels(pixels: Uint8Array): string {
  return createHash("sha1").update(pixels).digest("hex");
}

async function takePlace(parent: string, key: string): Promise<StorePlace> {
  const lock = await FileLock.tryTake(join(parent, `${key}.lock`));
  if (lock) return { folder: join(parent, key), lock, isLasting: true };
  const own = join(parent, `${key}-${randomUUID()}`);
  return { folder: own, lock: await FileLock.tryTake(`${own}.lock`), isLasting: false };
}

async function identify(file: string): Promise<string | null> {
  const identity = await identifyFile(file);
  return identity && identityText(identity);
}
