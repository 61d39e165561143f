import { join } from "node:path";
import { makeFolder, makeKept, makeScratchFolder, type ScratchFolder } from "@hyperframes-engine/store";
import { execa } from "execa";
import { diskFull, InterruptedError } from "../../errors.ts";
import { saysDiskFull } from "../../ffmpeg/ffmpeg-failure.ts";
import { killedBy, KilledError, unlessKilled } from "../../ffmpeg/killed-error.ts";
import { contentName } from "../../media/content-name.ts";
import { mediaFolder } from "../../media/media-cache.ts";
import { NarrationError } from "../narration-error.ts";
import { stripPictures, type PresenterStrip, type StripRequest } from "./presenter-strip.ts";
import { hasAlpha, stripArguments } from "./strip-arguments.ts";

/** Who makes strips, and where they are kept. */
export interface StripContext {
  readonly ffmpeg: string;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
}

/** More than that would be much to write and to read; compressed, it takes a twentieth. */
const MOST_RAW_BYTES = 2 ** 29;

/** Makes strips while something else is done. Disposing of it ends what is still being made, and removes what is raw. */
export class StripMaker implements AsyncDisposable {
  readonly ffmpeg: string;
  readonly #cacheFolder: string;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #begun: Array<Promise<void>> = [];
  #scratch: Promise<ScratchFolder> | null = null;

  constructor({ ffmpeg, cacheFolder, signal }: StripContext) {
    this.ffmpeg = ffmpeg;
    this.#cacheFolder = cacheFolder;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Begins to make a strip. A compressed one is made once for the content of the clip and what is wanted of it. */
  async begin(request: StripRequest): Promise<PresenterStrip> {
    const { crop, size, first, end } = request;
    const pictures = stripPictures(request);
    const bytes = (pictures.end - pictures.first) * size.width * size.height * 4;
    const kind = bytes > MOST_RAW_BYTES ? "compressed" : "raw";
    const given = stripArguments(request, kind);
    const read = { cacheFolder: this.#cacheFolder, signal: this.#signal };
    const name = await contentName(request.file, given, read);
    if (this.#signal.aborted) throw new InterruptedError();
    const folder = kind === "raw" ? await this.#scratchFolder() : mediaFolder(this.#cacheFolder);
    const file = join(folder, kind === "raw" ? `${name}.bgra` : `${name}.mkv`);
    // Whoever reads a raw one that is made again waits until it has grown as far as before: it becomes the same.
    const run = (path: string): Promise<void> =>
      unlessKilled(() => this.#run(request.file, [...given, path]));
    const made = kind === "raw" ? run(file) : makeKept(file, run);
    // It is awaited only where somebody is seen.
    made.catch(() => undefined);
    this.#begun.push(made);
    const pictureOf = (frame: number): number => pictures.shownIn(frame) - pictures.first;
    const { rate } = pictures;
    return { ...{ file, made, kind, crop, size, rate, first, end, pictureOf }, hasAlpha: hasAlpha(request) };
  }

  async #scratchFolder(): Promise<string> {
    this.#scratch ??= makeStripFolder(this.#cacheFolder);
    return (await this.#scratch).path;
  }

  async #run(clip: string, given: readonly string[]): Promise<void> {
    const end = await execa(this.ffmpeg, ["-v", "error", "-nostdin", "-y", ...given], {
      stdin: "ignore",
      reject: false,
      cancelSignal: this.#signal,
    });
    if (this.#signal.aborted) throw new InterruptedError();
    const { failed, stderr } = end;
    if (!failed) return;
    const signal = killedBy(end);
    if (signal !== null) throw new KilledError({ signal, doing: `reading ${clip}` });
    if (saysDiskFull(stderr)) throw diskFull(given.at(-1) ?? "");
    const words = stderr.trim().split("\n").at(-1) ?? "";
    const reason = `cannot be read as a presenter: ${words || "ffmpeg failed without a word"}`;
    throw NarrationError.of(`${clip} ${reason}.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#begun);
    const scratch = await this.#scratch?.catch(() => null);
    await scratch?.[Symbol.asyncDispose]();
  }
}

/** In the cache, as a temporary folder may lie in memory. */
async function makeStripFolder(cacheFolder: string): Promise<ScratchFolder> {
  const parent = join(cacheFolder, "strips");
  await makeFolder(parent);
  return makeScratchFolder(parent);
}
