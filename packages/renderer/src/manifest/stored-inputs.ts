import { mkdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  makeScratchFolder,
  type Digest,
  type FileStore,
  type ScratchFolder,
} from "@hyperframes-engine/store";
import { missingContent, type Contents } from "./contents.ts";
import type { ManifestFile, ManifestProject } from "./render-manifest.ts";

/** The files of a manifest, brought from a store into a folder of their own. Disposing of it removes the folder. */
export class StoredInputs implements Contents, AsyncDisposable {
  readonly folder: string;
  readonly #scratch: ScratchFolder;
  readonly #files: FileStore;
  readonly #located = new Map<Digest, Promise<string>>();
  readonly #listed: ReadonlySet<string>;

  private constructor(scratch: ScratchFolder, files: FileStore, { folder, listed }: CheckedOut) {
    this.#scratch = scratch;
    this.#files = files;
    this.folder = folder;
    this.#listed = new Set(listed.map(({ path }) => path));
  }

  /**
   * Brings a project's files, each under its own path; others once they are located.
   *
   * @param project `null` where no page is opened.
   * @throws {CompositionError} if the store lacks one of them.
   */
  static async bring(
    project: ManifestProject | null,
    files: FileStore,
    parent: string,
  ): Promise<StoredInputs> {
    const scratch = await makeScratchFolder(parent);
    try {
      const folder = join(await realpath(scratch.path), "project");
      await mkdir(folder);
      const listed = project?.files ?? [];
      for (const { path, digest } of listed) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        if (!(await files.link(digest, file))) throw missingContent(digest);
      }
      return new StoredInputs(scratch, files, { folder, listed });
    } catch (error) {
      await scratch[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** For what is made on the way. */
  get scratchFolder(): string {
    return this.#scratch.path;
  }

  locate(digest: Digest): Promise<string> {
    const known = this.#located.get(digest) ?? this.#bring(digest);
    this.#located.set(digest, known);
    return known;
  }

  /** What is not listed is not here, so no page has got it. */
  askedFiles(): Promise<ManifestFile[]> {
    return Promise.resolve([]);
  }

  have(files: readonly ManifestFile[]): Promise<boolean> {
    return Promise.resolve(files.every(({ path }) => this.#listed.has(path)));
  }

  /** Nobody else knows of the folder. */
  check(): Promise<void> {
    return Promise.resolve();
  }

  async #bring(digest: Digest): Promise<string> {
    const file = join(this.#scratch.path, digest);
    if (!(await this.#files.link(digest, file))) throw missingContent(digest);
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scratch[Symbol.asyncDispose]();
  }
}

interface CheckedOut {
  readonly folder: string;
  readonly listed: readonly ManifestFile[];
}
