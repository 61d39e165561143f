import { join } from "node:path";
import {
  LocalFileStore,
  makeFolder,
  makeScratchFolder,
  type Digest,
  type ScratchFolder,
} from "@hyperframes-engine/store";
import type { SoundTrack } from "../audio/mix-cues.ts";
import { CHANNELS } from "../audio/sound-cue.ts";
import { cacheError } from "../cache-error.ts";
import { Turns } from "./turns.ts";

/** More of them, and rows have not much in common. */
const MOST_MIXES = 64;
/** 1 GiB of all together: some 45 minutes. */
const MOST_BYTES = 2 ** 30;

interface KeptMix {
  readonly track: SoundTrack;
  readonly digest: Digest;
}

/**
 * Finished mixes that rows share, as second names of files: those of rows are their own, and may vanish whenever they like. They
 * lie in the cache, on the same disk, and go with the batch.
 */
export class KeptMixes implements AsyncDisposable {
  readonly #scratch: ScratchFolder;
  readonly #files: LocalFileStore;
  readonly #turns = new Turns();
  /** By key, the one that was used longest ago first. */
  readonly #kept = new Map<string, KeptMix>();

  private constructor(scratch: ScratchFolder) {
    this.#scratch = scratch;
    this.#files = new LocalFileStore(join(scratch.path, "mixes"), { mostBytes: MOST_BYTES });
  }

  /**
   * Makes room for the mixes of a batch.
   *
   * @throws {OutputError} if the cache cannot be written.
   */
  static async open(cacheFolder: string): Promise<KeptMixes> {
    const parent = join(cacheFolder, "mixes");
    try {
      await makeFolder(parent);
      return new KeptMixes(await makeScratchFolder(parent));
    } catch (error) {
      throw cacheError(parent, error);
    }
  }

  /**
   * Puts the mix of a key into `file`, or has it made there.
   *
   * @returns what `make` returns, for this file.
   */
  async take(key: string, file: string, make: () => Promise<SoundTrack | null>): Promise<SoundTrack | null> {
    using _turn = await this.#turns.take(key);
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    if (known && (await this.#files.link(known.digest, file))) {
      this.#kept.set(key, known);
      return { ...known.track, file };
    }
    const track = await make();
    if (track && bytesOf(track) <= MOST_BYTES) await this.#keep(key, track);
    return track;
  }

  /** Where there is no room, rows mix their own. */
  async #keep(key: string, track: SoundTrack): Promise<void> {
    const digest = await this.#files.putFile(track.file).catch(() => null);
    if (digest === null) return;
    this.#kept.set(key, { track, digest });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_MIXES && oldest !== undefined) this.#kept.delete(oldest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scratch[Symbol.asyncDispose]();
  }
}

function bytesOf({ samples }: SoundTrack): number {
  return samples * CHANNELS * Float32Array.BYTES_PER_ELEMENT;
}
