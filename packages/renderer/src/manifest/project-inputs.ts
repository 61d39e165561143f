import { readFile, realpath } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { systemCode } from "@hyperframes-engine/errors";
import {
  digestOf,
  type Digest,
  type FileDigests,
  identifyFile,
  isUntouched,
  type FileIdentity,
} from "@hyperframes-engine/store";
import pLimit from "p-limit";
import { InputChangedError, InterruptedError } from "../errors.ts";
import { missingContent, type Contents } from "./contents.ts";
import { listSourceFiles, type SourceFile } from "./list-source-files.ts";
import type { ManifestFile } from "./render-manifest.ts";
import { withoutVolumes } from "./without-volumes.ts";

/** What inputs are looked at with. */
interface InputTools {
  readonly digests: FileDigests;
  readonly signal: AbortSignal;
  /** Folders of the engine's own, which may lie in the project. */
  readonly without: readonly string[];
}

type NamedFile = Pick<SourceFile, "path" | "file">;

/** Files that are read at once. */
const AT_ONCE = 8;
/** In bytes: nobody writes more by hand. */
const LARGEST_HTML = 2 ** 22;
const htmlName = /\.x?html?$/i;

/**
 * The files that a render is made from, where they lie. Each is what it was when it was first looked at: whoever changes one while
 * the render runs is told of.
 */
export class ProjectInputs implements Contents {
  readonly folder: string;
  readonly #digests: FileDigests;
  readonly #signal: AbortSignal;
  readonly #without: readonly string[];
  readonly #listed: readonly SourceFile[];
  /** By path on this machine. */
  readonly #identities: Map<string, FileIdentity>;
  /** What the render is made from without that a page has got it. */
  readonly #used = new Set<string>();
  readonly #places = new Map<Digest, string>();
  readonly #described = new Map<string, Promise<ManifestFile | null>>();
  #outputs: readonly string[] = [];

  private constructor(folder: string, listed: readonly SourceFile[], tools: InputTools) {
    this.folder = folder;
    this.#listed = listed;
    this.#identities = new Map(listed.map(({ file, identity }) => [file, identity]));
    this.#digests = tools.digests;
    this.#signal = tools.signal;
    this.#without = tools.without.map((path) => resolve(path));
  }

  /**
   * Looks at what a project has, before anything reads it.
   *
   * @param folder without symbolic links in its path.
   */
  static async look(folder: string, tools: InputTools): Promise<ProjectInputs> {
    return new ProjectInputs(folder, await listSourceFiles(folder, tools.without), tools);
  }

  /** Leaves out what the render itself writes: absolute paths of files and folders. */
  leaveOut(outputs: readonly string[]): void {
    this.#outputs = outputs;
  }

  /** Begins to read them, before anybody wants to know what they are. */
  begin(): void {
    this.files().catch(() => undefined);
  }

  /** Those that count whether or not a page has asked for them. */
  files(): Promise<ManifestFile[]> {
    return this.#describeAll(this.#counted());
  }

  async askedFiles(paths: Iterable<string>): Promise<ManifestFile[]> {
    const counted = new Set(this.#counted().map(({ path }) => path));
    const others = [...new Set(paths)].filter((path) => !counted.has(path)).toSorted();
    const found = await Promise.all(
      others.map(async (path) => ({ path, file: await realpath(join(this.folder, path)).catch(() => null) })),
    );
    return this.#describeAll(found.flatMap(({ path, file }) => (file === null ? [] : { path, file })));
  }

  async have(files: readonly ManifestFile[]): Promise<boolean> {
    const found = await this.askedFiles(files.map(({ path }) => path));
    const digests = new Map(found.map(({ path, digest }) => [path, digest]));
    return files.every(({ path, digest }) => digests.get(path) === digest);
  }

  /** The digest of a file that is no part of the project, and may be located by it from now on. */
  digest(file: string): Promise<Digest> {
    // What is kept in the cache is named by its content, and gets another time whenever it is used.
    if (!this.#without.some((folder) => isBelow(file, folder))) this.#used.add(file);
    return this.#digest(file);
  }

  /** Says that the render is made from files of the project, by their paths. */
  use(paths: Iterable<string>): void {
    for (const path of paths) this.#used.add(join(this.folder, path));
  }

  async #digest(file: string): Promise<Digest> {
    await this.#watch(file);
    const digest = await this.#digests.of(file, this.#signal);
    this.#places.set(digest, file);
    return digest;
  }

  locate(digest: Digest): Promise<string> {
    const file = this.#places.get(digest);
    return file === undefined ? Promise.reject(missingContent(digest)) : Promise.resolve(file);
  }

  async check(served: ReadonlyMap<string, string>): Promise<void> {
    for (const file of new Set([...this.#used, ...served.values()])) {
      const identity = this.#identities.get(file);
      if (!identity || this.#isOutput(file) || isUntouched(identity, await identifyFile(file))) continue;
      throw new InputChangedError(file);
    }
  }

  #counted(): SourceFile[] {
    return this.#listed.filter(({ file }) => !this.#isOutput(file));
  }

  #isOutput(file: string): boolean {
    return this.#outputs.some((output) => isBelow(file, output));
  }

  async #watch(file: string): Promise<void> {
    if (this.#identities.has(file)) return;
    const identity = await identifyFile(file);
    if (identity) this.#identities.set(file, identity);
  }

  async #describeAll(sources: readonly NamedFile[]): Promise<ManifestFile[]> {
    const limit = pLimit(AT_ONCE);
    const described = await Promise.all(
      sources.map((source) => {
        const known = this.#described.get(source.path) ?? limit(() => this.#describe(source));
        this.#described.set(source.path, known);
        return known;
      }),
    );
    return described.filter((file) => file !== null);
  }

  /** `null` if it cannot be read: then no page gets it either. */
  async #describe({ path, file }: NamedFile): Promise<ManifestFile | null> {
    const digest = await this.#digest(file).catch((error: unknown) => {
      if (this.#signal.aborted) throw new InterruptedError();
      if (systemCode(error) === "ENOENT") throw new InputChangedError(file, error);
      return null;
    });
    if (digest === null) return null;
    const bytes = Number(this.#identities.get(file)?.size ?? 0);
    if (!htmlName.test(basename(path)) || bytes > LARGEST_HTML) return { path, digest, bytes };
    const shown = digestOf(withoutVolumes(await readFile(file, "utf8")));
    return shown === digest ? { path, digest, bytes } : { path, digest, bytes, shown };
  }
}

/** Whether a path is that of a folder, or of something in it. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
