import { interruptible } from "../../cancellation/interruptible.ts";
import type { Approach } from "../../capture/frame-source.ts";
import type { BrowserSlot } from "../../chunk/browser-slot.ts";
import { inPhase, InterruptedError, OptionError } from "../../errors.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { Progress } from "../../progress.ts";
import { chunkIntoStore, type RenderedChunk } from "./chunk-into-store.ts";
import { openSite, type OpenedSite } from "./open-site.ts";
import { resolveStageOptions, type StageOptions, type StageValues } from "./stage-options.ts";

/** Which chunk, and how its page comes to its first frame: by a jump, or frame by frame from the start. */
export interface WantedChunk {
  readonly index: number;
  /** A page that cannot be sought is stepped, whatever is said here. */
  readonly approach: Approach;
}

/** A manifest whose chunks can be rendered here. Disposing of it ends its browsers, and removes the project's files. */
export class OpenedManifest implements AsyncDisposable {
  readonly #site: OpenedSite;
  readonly #values: StageValues;
  readonly #filming = new Set<BrowserSlot>();

  private constructor(site: OpenedSite, values: StageValues) {
    this.#site = site;
    this.#values = values;
  }

  /** Checks a manifest, and opens what it needs; see {@link openManifest}. */
  static async open(manifest: RenderManifest, values: StageValues): Promise<OpenedManifest> {
    return new OpenedManifest(await openSite(manifest, values), values);
  }

  /**
   * Renders a chunk into the store, with a browser that has rendered one before, or else a new one. Several may be rendered at once.
   *
   * @throws {OptionError} if there is no such chunk.
   * @throws {CompositionError} if a page asks for a file that counts only if it was asked for while the render was planned.
   */
  renderChunk(wanted: WantedChunk): Promise<RenderedChunk> {
    return interruptible(this.#values, () => inPhase("chunk", () => this.#render(wanted)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#site[Symbol.asyncDispose]();
  }

  async #render({ index, approach }: WantedChunk): Promise<RenderedChunk> {
    const { chunks } = this.#site.manifest.plan;
    const chunk = chunks[index];
    if (!chunk) throw new OptionError("index", `a whole number from 0 to ${chunks.length - 1}`, index);
    const { files, onProgress } = this.#values;
    const slot = this.#freeSlot();
    this.#filming.add(slot);
    try {
      // Frames of each are counted for themselves.
      const site = { ...this.#site, progress: new Progress(onProgress) };
      return await chunkIntoStore(site, { chunk, approach }, { slot, files });
    } catch (error) {
      await slot.stop();
      throw error;
    } finally {
      this.#filming.delete(slot);
    }
  }

  #freeSlot(): BrowserSlot {
    const slots = this.#site.slots.take(this.#filming.size + 1);
    const free = slots.find((slot) => !this.#filming.has(slot));
    if (!free) throw new InterruptedError();
    return free;
  }
}

/**
 * Opens a manifest, of which several chunks are to be rendered here: its project is brought once from the store, and its browsers stay warm
 * from chunk to chunk.
 *
 * @throws {ToolMissingError} if this engine is another than the one that planned it.
 * @throws {CompositionError} if the manifest is damaged, or the store lacks a file.
 */
export async function openManifest(manifest: RenderManifest, given: StageOptions): Promise<OpenedManifest> {
  return interruptible(given, () => OpenedManifest.open(manifest, resolveStageOptions(given)));
}
