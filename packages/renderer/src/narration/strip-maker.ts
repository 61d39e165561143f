import { join } from "node:path";
import { execa } from "execa";
import { diskFull, InterruptedError } from "../errors.ts";
import { saysDiskFull } from "../ffmpeg/ffmpeg-failure.ts";
import { contentName } from "../media/content-name.ts";
import { makeWhole } from "../media/make-whole.ts";
import { keepMedia, mediaFolder } from "../media/media-cache.ts";
import { NarrationError } from "./narration-error.ts";
import type { PresenterStrip, StripRequest } from "./presenter-strip.ts";
import { hasAlpha, stripArguments } from "./strip-arguments.ts";

/** Who makes strips, and where they are kept. */
export interface StripContext {
  readonly ffmpeg: string;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
}

/** A strip that is there, or is being made. */
export interface BegunStrip {
  readonly strip: PresenterStrip;
  /** Fails with a {@link NarrationError} if the clip cannot be read. */
  readonly made: Promise<void>;
}

/** Makes strips while something else is done. Disposing of it ends what is still being made. */
export class StripMaker implements AsyncDisposable {
  readonly ffmpeg: string;
  readonly #cacheFolder: string;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #begun: Array<Promise<void>> = [];

  constructor({ ffmpeg, cacheFolder, signal }: StripContext) {
    this.ffmpeg = ffmpeg;
    this.#cacheFolder = cacheFolder;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Begins to make a strip, once for the content of the clip and what is wanted of it. */
  async begin(request: StripRequest): Promise<BegunStrip> {
    const { crop, size, rate, first, end } = request;
    const name = await contentName(request.file, stripArguments(request), this.#signal);
    const file = join(mediaFolder(this.#cacheFolder), `${name}.mkv`);
    const strip = { file, crop, size, rate, first, end, hasAlpha: hasAlpha(request) };
    if (await keepMedia(file)) return { strip, made: Promise.resolve() };
    this.#signal.throwIfAborted();
    const made = makeWhole(file, (partial) => this.#run(request, partial));
    // It is awaited only where somebody is seen.
    made.catch(() => undefined);
    this.#begun.push(made);
    return { strip, made };
  }

  async #run(request: StripRequest, file: string): Promise<void> {
    const given = ["-v", "error", "-nostdin", "-y", ...stripArguments(request), file];
    const { failed, stderr } = await execa(this.ffmpeg, given, {
      stdin: "ignore",
      reject: false,
      cancelSignal: this.#signal,
    });
    if (this.#signal.aborted) throw new InterruptedError();
    if (!failed) return;
    if (saysDiskFull(stderr)) throw diskFull(file);
    const words = stderr.trim().split("\n").at(-1) ?? "";
    const reason = `cannot be read as a presenter: ${words || "ffmpeg failed without a word"}`;
    throw NarrationError.of(`${request.file} ${reason}.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#begun);
  }
}
