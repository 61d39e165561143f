import { createHash } from "node:crypto";
import { type Digest, FileDigests, identifyFile, identityText } from "@hyperframes-engine/store";
import type { SoundTrack } from "../audio/mix-cues.ts";
import { projectOrigin } from "../browser/project-files.ts";
import type { MediaInfo } from "../ffmpeg/media-info.ts";
import type { RenderCache } from "../stages/render-cache.ts";
import { KeptMixes } from "./kept-mixes.ts";
import { Remembered } from "./remembered.ts";

/** Rows with more files have not much in common; each takes some 2 KB. */
const MOST_FILES = 1000;

/**
 * What rows have in common, found out and made once: downloads, what is known of media, finished mixes. Disposing of it
 * removes the mixes.
 */
export class BatchCache implements RenderCache, AsyncDisposable {
  readonly digests: FileDigests;
  readonly #files = new Remembered<string>(MOST_FILES);
  readonly #infos = new Remembered<MediaInfo>(MOST_FILES);
  readonly #mixes: KeptMixes;

  private constructor(mixes: KeptMixes, cacheFolder: string) {
    this.#mixes = mixes;
    this.digests = new FileDigests(cacheFolder);
  }

  /**
   * The cache of one batch.
   *
   * @throws {OutputError} if the cache cannot be written.
   */
  static async open(cacheFolder: string): Promise<BatchCache> {
    return new BatchCache(await KeptMixes.open(cacheFolder), cacheFolder);
  }

  locate(address: string, locate: () => Promise<string>): Promise<string> {
    // Each worker has a project of its own.
    if (URL.parse(address)?.origin === projectOrigin) return locate();
    return this.#files.get(hashOf(address), locate, async (file) => (await identifyFile(file)) !== null);
  }

  async probe(file: string, probe: () => Promise<MediaInfo>): Promise<MediaInfo> {
    const identity = await identifyFile(file);
    return identity ? this.#infos.get(`${identityText(identity)} ${file}`, probe) : probe();
  }

  mix(name: Digest, file: string, make: () => Promise<SoundTrack | null>): Promise<SoundTrack | null> {
    return this.#mixes.take(name, file, make);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#mixes[Symbol.asyncDispose]();
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
