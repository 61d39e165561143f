import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { makeScratchFolder, type Digest, type FileStore } from "@hyperframes-engine/store";
import type { Approach } from "../../capture/frame-source.ts";
import type { BrowserSlot } from "../../chunk/browser-slot.ts";
import type { Assignment } from "../../chunk/chunk-job.ts";
import { ChunkStore, type ChunkRecord, type SeamEnd } from "../../chunk/chunk-store.ts";
import { tryChunk } from "../../chunk/try-chunk.ts";
import { CompositionError } from "../../errors.ts";
import { countsOnceAsked } from "../../manifest/list-source-files.ts";
import type { Chunk } from "../../timeline/chunk-list.ts";
import { chunkJob, segmentEnding } from "../render-site.ts";
import type { OpenedSite } from "./open-site.ts";

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
  /** Seconds that it took, with everything that was opened for it alone. */
  readonly seconds: number;
}

/** Who films it, and where it goes. */
interface ChunkPlace {
  readonly slot: BrowserSlot;
  readonly files: FileStore;
}

const compress = promisify(deflateRaw);

/** Renders a chunk of a manifest into a store. A browser or an encoder that dies is replaced here. */
export async function chunkIntoStore(
  site: OpenedSite,
  { chunk, approach }: Assignment,
  { slot, files }: ChunkPlace,
): Promise<RenderedChunk> {
  const start = performance.now();
  await using scratch = await makeScratchFolder(site.scratchFolder);
  await using store = await ChunkStore.open(scratch.path, "chunk", segmentEnding(site.manifest));
  const job = chunkJob(site, store);
  if (!job) throw new CompositionError("The manifest has no pictures.");
  const way = site.plan.stepped ? "step" : approach;
  site.progress.begin(chunk.end - chunk.first, 0);
  const { asked: _, ...shown } = await tryChunk(job, slot, { chunk, approach: way });
  refuseUnlisted(site);
  return {
    ...{ ...shown, index: chunk.index, approach: way, frames: chunk.end - chunk.first },
    segment: await files.put(createReadStream(store.fileOf(chunk))),
    pictures: {
      first: await keepPicture(store, chunk, { end: "first", files }),
      seam: await keepPicture(store, chunk, { end: "seam", files }),
    },
    source: site.slots.source?.kind ?? null,
    seconds: (performance.now() - start) / 1000,
  };
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
