import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeKept } from "@hyperframes-engine/store";
import { projectOrigin } from "../browser/project-files.ts";
import { InterruptedError, MediaError } from "../errors.ts";
import { contentName } from "./content-name.ts";
import { locateSource, type SourcePlaces } from "./locate-source.ts";
import { measureLevels } from "./measure-levels.ts";
import { mediaFolder } from "./media-cache.ts";

/** Where sounds may come from, and what decodes them. */
interface LevelsContext extends SourcePlaces {
  /** A path, or a name that is looked up on the PATH. */
  readonly ffmpeg: string;
}

interface KeptLevels {
  readonly name: string;
  readonly json: string;
}

const MOST_PER_SECOND = 120;
/** Of how they are measured: another one, and they are measured anew. */
const MEASURE = 1;

/** Tells pages how loud a sound is. Each is measured once for its content, and kept in the cache folder. */
export class LevelsDesk {
  readonly #context: LevelsContext;
  readonly #known = new Map<string, Promise<KeptLevels>>();
  readonly #asked = new Set<string>();
  #narration: string | null = null;

  constructor(context: LevelsContext) {
    this.#context = context;
  }

  /** Turns to another composition, and the clip of whoever speaks in it. */
  turnTo(narration: string | null): void {
    this.#narration = narration;
    this.#asked.clear();
  }

  /** Hashes of the sounds that were asked for: pages may look otherwise once they change. */
  get asked(): readonly string[] {
    return [...this.#asked].toSorted();
  }

  /**
   * Answers a page.
   *
   * @param query `src`, an address, or nothing for the narration; `perSecond`.
   * @returns levels as JSON.
   * @throws {MediaError} if there is no such sound, as a whole sentence.
   */
  async answer(query: URLSearchParams): Promise<string> {
    const source = query.get("src");
    const perSecond = Number(query.get("perSecond"));
    const isWhole = Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= MOST_PER_SECOND;
    if (!isWhole) throw new MediaError(`perSecond must be a whole number from 1 to ${MOST_PER_SECOND}.`);
    try {
      const file = source === null ? this.#clip() : await this.#locate(source);
      const key = `${perSecond} ${file}`;
      const known = this.#known.get(key) ?? this.#levelsOf(file, perSecond);
      this.#known.set(key, known);
      const { name, json } = await known;
      this.#asked.add(name);
      return json;
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      throw new MediaError(`${source ?? "The narration"} ${error.message}.`, error);
    }
  }

  #clip(): string {
    if (this.#narration !== null) return this.#narration;
    throw new MediaError("is not there: nobody speaks");
  }

  async #locate(source: string): Promise<string> {
    const address = URL.parse(source, `${projectOrigin}/`)?.href ?? source;
    return locateSource(address, this.#context);
  }

  async #levelsOf(file: string, perSecond: number): Promise<KeptLevels> {
    const { cacheFolder, signal } = this.#context;
    const how = ["levels", MEASURE, perSecond];
    const name = await contentName(file, how, this.#context).catch((error: unknown) => {
      throw signal.aborted ? new InterruptedError() : new MediaError("cannot be read", error);
    });
    const kept = join(mediaFolder(cacheFolder), `${name}.json`);
    await makeKept(kept, async (partial) => {
      const levels = await measureLevels(file, { ...this.#context, perSecond });
      await writeFile(partial, JSON.stringify(levels));
    });
    return { name, json: await readFile(kept, "utf8") };
  }
}
