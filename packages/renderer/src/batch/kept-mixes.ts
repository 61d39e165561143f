import { createHash } from "node:crypto";
import { link, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SoundTrack } from "../audio/mix-sound.ts";
import { CHANNELS } from "../audio/sound-cue.ts";
import { ChunkStore } from "../chunk/chunk-store.ts";
import { Turns } from "./turns.ts";

/** More of them, and rows have not much in common. */
const MOST_MIXES = 64;
/** 1 GiB of all together: some 45 minutes. */
const MOST_BYTES = 2 ** 30;

/**
 * Finished mixes that rows share, as second names of files: those of rows are their own, and may vanish whenever they like. They
 * lie beside finished chunks, on the same disk, and go with the batch; those of one that was killed go when it is run again.
 */
export class KeptMixes implements AsyncDisposable {
  readonly #store: ChunkStore;
  readonly #turns = new Turns();
  /** By key, the one that was used longest ago first. */
  readonly #kept = new Map<string, SoundTrack>();

  private constructor(store: ChunkStore) {
    this.#store = store;
  }

  /** Makes room for the mixes of the batch that writes into a folder; no two do at once. */
  static async open(cacheFolder: string, outputFolder: string): Promise<KeptMixes> {
    const key = createHash("sha256").update(`mixes of ${outputFolder}`).digest("hex").slice(0, 40);
    return new KeptMixes(await ChunkStore.open(cacheFolder, key, "f32le"));
  }

  /**
   * Puts the mix of a key into `file`, or has it made there.
   *
   * @returns what `make` returns, for this file.
   */
  async take(key: string, file: string, make: () => Promise<SoundTrack | null>): Promise<SoundTrack | null> {
    using _turn = await this.#turns.take(key);
    const known = this.#kept.get(key);
    if (known && (await linkTo(known.file, file))) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return { ...known, file };
    }
    const made = await make();
    if (made) await this.#keep(key, made);
    return made;
  }

  async #keep(key: string, track: SoundTrack): Promise<void> {
    if (bytesOf(track) > MOST_BYTES) return;
    const file = join(this.#store.folder, `${key}.f32le`);
    await rm(file, { force: true });
    if (await linkTo(track.file, file)) this.#kept.set(key, { ...track, file });
    let bytes = 0;
    for (const kept of this.#kept.values()) bytes += bytesOf(kept);
    for (const [oldest, kept] of this.#kept) {
      if (this.#kept.size <= MOST_MIXES && bytes <= MOST_BYTES) break;
      this.#kept.delete(oldest);
      bytes -= bytesOf(kept);
      await rm(kept.file, { force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }
}

/** Whether a file has a second name now. Some file systems know none: there, each row mixes its own. */
async function linkTo(file: string, name: string): Promise<boolean> {
  return link(file, name).then(
    () => true,
    () => false,
  );
}

function bytesOf({ samples }: SoundTrack): number {
  return samples * CHANNELS * Float32Array.BYTES_PER_ELEMENT;
}
