import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { Digest, FileStore } from "@hyperframes-engine/store";
import { interruptible } from "../cancellation/interruptible.ts";
import type { Approach } from "../capture/frame-source.ts";
import { ChunkStore, type ChunkRecord, type SeamEnd } from "../chunk/chunk-store.ts";
import { tryChunk } from "../chunk/try-chunk.ts";
import { CompositionError, inPhase, OptionError } from "../errors.ts";
import { countsOnceAsked } from "../manifest/list-source-files.ts";
import { checkManifest } from "../manifest/read-manifest.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { openSite, type OpenedSite } from "./open-site.ts";
import { chunkJob, segmentEnding } from "./render-site.ts";
import { resolveStageOptions, type StageOptions } from "./stage-options.ts";

/** A chunk of a manifest that was rendered into a store. Plain JSON. */
export interface RenderedChunk extends Omit<ChunkRecord, "asked"> {
  readonly index: number;
  readonly approach: Approach;
  readonly frames: number;
  /** Of its segment, in the store. */
  readonly segment: Digest;
  /** Its pictures at seams, in the store: compressed, and wanted only where hashes differ. */
  readonly pictures: Readonly<Record<SeamEnd, Digest | null>>;
  /** How its pictures were got. */
  readonly source: string | null;
  /** Seconds that it took, with everything that was opened for it. */
  readonly seconds: number;
}

/** Which chunk, and how its page comes to its first frame: by a jump, or frame by frame from the start. */
export interface WantedChunk {
  readonly index: number;
  /** A page that cannot be sought is stepped, whatever is said here. */
  readonly approach: Approach;
}

const compress = promisify(deflateRaw);

/**
 * Renders one chunk of a manifest, from the files of a store, into the store. Which chunk is rendered where and when, how often one is
 * tried, and what becomes of a seam that does not match ({@link isSeamWhole}), is for the caller to say; a browser or an encoder that
 * dies is replaced here.
 *
 * @throws {OptionError} if there is no such chunk.
 * @throws {ToolMissingError} if this engine is another than the one that planned it.
 * @throws {CompositionError} if the manifest is damaged, the store lacks a file, or a page asks for one that counts only if it was
 *   asked for while the render was planned.
 */
export async function renderChunk(
  manifest: RenderManifest,
  { index, approach }: WantedChunk,
  given: StageOptions,
): Promise<RenderedChunk> {
  const start = performance.now();
  return interruptible(given, () =>
    inPhase("chunk", async () => {
      const values = resolveStageOptions(given);
      const { plan } = await checkManifest(manifest);
      const chunk = plan.chunks[index];
      if (!chunk) throw new OptionError("index", `a whole number from 0 to ${plan.chunks.length - 1}`, index);
      await using site = await openSite(manifest, values);
      await using store = await ChunkStore.open(site.scratchFolder, "chunk", segmentEnding(manifest));
      const way = plan.stepped ? "step" : approach;
      const record = await filmHere(site, store, { chunk, approach: way });
      refuseUnlisted(site);
      const { asked: _, ...shown } = record;
      return {
        ...{ ...shown, index, approach: way, frames: chunk.end - chunk.first },
        segment: await values.files.put(createReadStream(store.fileOf(chunk))),
        pictures: {
          first: await keepPicture(store, chunk, { end: "first", files: values.files }),
          seam: await keepPicture(store, chunk, { end: "seam", files: values.files }),
        },
        source: site.slots.source?.kind ?? null,
        seconds: (performance.now() - start) / 1000,
      };
    }),
  );
}

function filmHere(
  site: OpenedSite,
  store: ChunkStore,
  assignment: { readonly chunk: Chunk; readonly approach: Approach },
): Promise<ChunkRecord> {
  const job = chunkJob(site, store);
  const [slot] = site.slots.take(1);
  if (!job || !slot) throw new CompositionError("The manifest has no pictures.");
  site.progress.begin(assignment.chunk.end - assignment.chunk.first, 0);
  return tryChunk(job, slot, assignment);
}

/** On the machine of its author, such a file may be there. */
function refuseUnlisted({ slots, manifest }: OpenedSite): void {
  const listed = new Set(manifest.project.files.map(({ path }) => path));
  const unlisted = slots.host.files.missing.find((path) => countsOnceAsked(path) && !listed.has(path));
  if (unlisted === undefined) return;
  throw new CompositionError(
    `The page asks for ${unlisted} only after it was planned, so that the manifest does not have it. ` +
      "Let the page ask for it while it loads, or move it out of that folder.",
  );
}

async function keepPicture(
  store: ChunkStore,
  chunk: Chunk,
  { end, files }: { readonly end: SeamEnd; readonly files: FileStore },
): Promise<Digest | null> {
  const picture = await store.findPicture(chunk, end);
  return picture && files.put(Readable.from([await compress(picture, { level: 1 })]));
}
