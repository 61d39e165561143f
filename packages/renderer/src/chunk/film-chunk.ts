import type { Approach, Take } from "../capture/frame-source.ts";
import { InterruptedError } from "../errors.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { hashPixels, type ChunkRecord, type SeamEnd } from "./chunk-store.ts";
import { FramesAhead } from "./frames-ahead.ts";
import type { FrameSink } from "./narrated-encoder.ts";

/** How a chunk is rendered, and who hears of it. */
export interface ChunkRun {
  readonly approach: Approach;
  /** Which ends are compared with another chunk: for that at its end, one frame more is rendered. */
  readonly seams: Readonly<Record<SeamEnd, boolean>>;
  readonly keep: (end: SeamEnd, pixels: Uint8Array) => Promise<void>;
  readonly onFrame: (still: boolean) => void;
  readonly signal: AbortSignal;
}

/** Frames of one chunk, from a page into an encoder. */
export async function filmChunk(
  chunk: Chunk,
  { take, encoder }: { readonly take: Take; readonly encoder: FrameSink },
  run: ChunkRun,
): Promise<Omit<ChunkRecord, "complaints" | "endsCovered" | "asked">> {
  const check = chunk.end - chunk.first > 1 ? "next" : "this";
  let picture = await take.show(chunk.first, run.approach, check);
  await using ahead = new FramesAhead(take, chunk.end - chunk.first - 1 + Number(run.seams.seam));
  ahead.film();
  const firstHash = hashPixels(picture.bgra);
  await encoder.add(picture);
  if (run.seams.first) await run.keep("first", picture.bgra);
  run.onFrame(false);
  let changed = false;
  for (let number = chunk.first + 1; number < chunk.end; number += 1) {
    if (run.signal.aborted) throw new InterruptedError();
    const next = await ahead.filmed();
    // The frame after this one may be put where the one before it was.
    await encoder.released();
    ahead.film();
    await (next ? encoder.add(next) : encoder.hold());
    picture = next ?? picture;
    changed ||= next !== null;
    run.onFrame(next === null);
  }
  const lastHash = changed ? hashPixels(picture.bgra) : firstHash;
  const seam = run.seams.seam ? ((await ahead.filmed()) ?? picture) : null;
  if (seam) await run.keep("seam", seam.bgra);
  const seamHash = seam ? hashPixels(seam.bgra) : null;
  const repeats = await encoder.finish();
  return { repeats, changed, firstHash, lastHash, seamHash };
}
