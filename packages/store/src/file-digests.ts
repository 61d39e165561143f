import { stat } from "node:fs/promises";
import { join } from "node:path";
import { digestFile, digestOf, isDigest, type Digest } from "./digest.ts";
import { identityText } from "./file-identity.ts";
import { filesystemNow, touch } from "./filesystem-clock.ts";
import { makeFolder } from "./make-folder.ts";
import { prune } from "./prune.ts";
import { readSealed, writeSealed } from "./sealed-record.ts";

/** Below this, in bytes, a file is read sooner than what is remembered of it. */
const SMALL = 2 ** 20;
/** A file that was written so short a time ago may be written again without a change of its times. */
const FRESH_MS = 2000;
const MONTH_MS = 30 * 86_400_000;
/** 16 MiB of records, each of some 250 bytes. */
const MOST_BYTES = 2 ** 24;

interface KnownDigest {
  readonly identity: string;
  readonly digest: Digest;
}

/** Digests of files, each read once as long as it is not written to: large ones are remembered for the next render, too. */
export class FileDigests {
  readonly #folder: string;
  readonly #known = new Map<string, KnownDigest>();

  /** @param cacheFolder what is remembered is kept in `digests` in here. */
  constructor(cacheFolder: string) {
    this.#folder = join(cacheFolder, "digests");
  }

  /**
   * The digest of a file as it is now.
   *
   * @throws the system's error if it cannot be read; an `AbortError` once the signal is aborted.
   */
  async of(file: string, signal: AbortSignal): Promise<Digest> {
    const info = await stat(file, { bigint: true });
    const identity = identityText(info);
    const known = this.#known.get(file) ?? (info.size < SMALL ? null : await this.#remembered(file));
    if (known?.identity === identity) return known.digest;
    const digest = await digestFile(file, signal);
    this.#known.set(file, { identity, digest });
    if (info.size >= SMALL) await this.#remember(file, { identity, digest }, Number(info.ctimeMs));
    return digest;
  }

  /** Forgets files that nobody has asked for in a month. */
  async prune(): Promise<void> {
    await prune(this.#folder, { mostMs: MONTH_MS, mostBytes: MOST_BYTES });
  }

  async #remembered(file: string): Promise<KnownDigest | null> {
    const kept = (await readSealed(this.#recordOf(file))) as Partial<KnownDigest> | null;
    if (typeof kept?.identity !== "string" || !isDigest(kept.digest)) return null;
    await touch(this.#recordOf(file));
    return { identity: kept.identity, digest: kept.digest };
  }

  /** Without room for it, the file is read again next time. */
  async #remember(file: string, known: KnownDigest, changedMs: number): Promise<void> {
    try {
      await makeFolder(this.#folder);
      if ((await filesystemNow(this.#folder)) - changedMs < FRESH_MS) return;
      await writeSealed(this.#recordOf(file), known);
    } catch {
      // Nothing depends on it.
    }
  }

  #recordOf(file: string): string {
    return join(this.#folder, digestOf(file));
  }
}
