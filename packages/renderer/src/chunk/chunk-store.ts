import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheError } from "../cache-error.ts";
import type { Approach } from "../capture/frame-source.ts";
import { makeFolder } from "../make-folder.ts";
import { isProcessAlive } from "../process-alive.ts";
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
  /** Hash of the frame after the last, if it was rendered; it must be the next chunk's first. */
  readonly seamHash: string | null;
  /** What is wrong with what the frames show, to be said again when the chunk is used again. */
  readonly complaints: readonly string[];
}

/** The first picture of a chunk, or the one after its last. */
export type SeamEnd = "first" | "seam";

const keptNames = /^stepped$|^chunk-\d+\.[a-z0-9]+(\.(json|first|seam))?$/;

/**
 * Finished chunks on disk, under a key that says all they depend on. They outlive the render, so that one with the same
 * key goes on where another was interrupted, or has only the sound to make.
 */
export class ChunkStore implements AsyncDisposable {
  readonly #folder: string;
  readonly #lock: string;
  readonly #extension: string;

  private constructor(folder: string, extension: string) {
    this.#folder = folder;
    this.#extension = extension;
    this.#lock = `${folder}.lock`;
  }

  /**
   * Opens the store for a key; its chunks' files end in `extension`. A render with the same key that runs at the same
   * time gets one of its own.
   */
  static async open(cacheFolder: string, key: string, extension: string): Promise<ChunkStore> {
    const parent = join(cacheFolder, "renders");
    try {
      await makeFolder(parent);
      const own = (await takeLock(join(parent, `${key}.lock`))) ? key : `${key}-${process.pid}`;
      const store = new ChunkStore(join(parent, own), extension);
      await writeFile(store.#lock, `${process.pid}`);
      await mkdir(store.#folder, { recursive: true });
      await store.#removePartial();
      return store;
    } catch (error) {
      throw cacheError(cacheFolder, error);
    }
  }

  /** Where chunks are kept. */
  get folder(): string {
    return this.#folder;
  }

  /** The file of a finished chunk. */
  fileOf(chunk: Chunk): string {
    return join(this.#folder, `chunk-${String(chunk.index).padStart(6, "0")}.${this.#extension}`);
  }

  /** Where a chunk is written until it is finished. */
  partialFileOf(chunk: Chunk): string {
    return `${this.fileOf(chunk)}.partial`;
  }

  /** What is known of a chunk if it is finished. */
  async find(chunk: Chunk): Promise<ChunkRecord | null> {
    const text = await readFile(`${this.fileOf(chunk)}.json`, "utf8").catch(() => null);
    const file = await stat(this.fileOf(chunk)).catch(() => null);
    if (text === null || file === null) return null;
    const record = JSON.parse(text) as Partial<ChunkRecord>;
    return record.complaints ? (record as ChunkRecord) : null;
  }

  /** Marks a chunk as finished. The record comes last, and whole: with it, the chunk is there. */
  async save(chunk: Chunk, record: ChunkRecord): Promise<void> {
    const name = `${this.fileOf(chunk)}.json`;
    try {
      await rename(this.partialFileOf(chunk), this.fileOf(chunk));
      await writeFile(`${name}.partial`, JSON.stringify(record));
      await rename(`${name}.partial`, name);
    } catch (error) {
      throw cacheError(name, error);
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
    const file = this.fileOf(chunk);
    for (const name of [this.partialFileOf(chunk), file, `${file}.json.partial`])
      await rm(name, { force: true });
  }

  /** Removes all chunks. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true });
  }

  /** How the chunks were approached by the render before. */
  async approach(): Promise<Approach> {
    const stepped = await stat(join(this.#folder, "stepped")).catch(() => null);
    return stepped ? "step" : "jump";
  }

  /** Starts over: from now on, and after an interruption too, pages are stepped. */
  async startStepping(): Promise<void> {
    await this.clear();
    await writeFile(join(this.#folder, "stepped"), "");
  }

  #pictureFile(chunk: Chunk, end: SeamEnd): string {
    return `${this.fileOf(chunk)}.${end}`;
  }

  /** Everything but finished chunks: halves of them, and what else a render has put here. */
  async #removePartial(): Promise<void> {
    const names = await readdir(this.#folder);
    const rest = names.filter((name) => !keptNames.test(name));
    await Promise.all(rest.map((name) => rm(join(this.#folder, name), { recursive: true, force: true })));
  }

  async #keepFinished(): Promise<void> {
    await this.#removePartial();
    const names = await readdir(this.#folder);
    if (names.length === 0) await rm(this.#folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keepFinished();
    await rm(this.#lock, { force: true });
  }
}

/** Whether the lock is now this process's. One whose owner is gone is taken over. */
async function takeLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}`, { flag: "wx" });
    return true;
  } catch {
    const owner = Number(await readFile(file, "utf8").catch(() => "0"));
    return !isProcessAlive(owner);
  }
}
