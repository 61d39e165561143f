import { complaintsOf } from "../browser/page-log.ts";
import type { Take } from "../capture/frame-source.ts";
import { heldTake } from "../capture/held-take.ts";
import { SegmentEncoder } from "../encode/segment-encoder.ts";
import { isShown, type Presenter } from "../narration/presenter/presenter.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import type { Assignment, ChunkJob } from "./chunk-job.ts";
import type { ChunkRecord, SeamEnd } from "./chunk-store.ts";
import { filmChunk } from "./film-chunk.ts";
import { NarratedEncoder } from "./narrated-encoder.ts";

/** A page for a chunk, and who hears of each frame. */
interface ChunkTake extends Assignment {
  readonly take: Take;
  readonly onFrame: (still: boolean) => void;
}

/**
 * Films a chunk into its segment, and saves it.
 *
 * @throws {InputChangedError} if a file has changed since the render began: then nothing is kept of the chunk.
 */
export async function encodeChunk(
  job: ChunkJob,
  { chunk, approach, take, onFrame }: ChunkTake,
): Promise<ChunkRecord> {
  await using encoder = new SegmentEncoder({
    ffmpeg: job.ffmpeg,
    arguments: job.encoder,
    file: job.store.partialFileOf(chunk),
    format: job.segments,
  });
  const { presenter, plan, contents } = job;
  await using narrated = presenter && new NarratedEncoder(encoder, { presenter, first: chunk.first });
  const jump = approach === "jump";
  const seams = { first: jump && chunk.index > 0, seam: jump && chunk.index < plan.chunks.length - 1 };
  const keep = (end: SeamEnd, pixels: Uint8Array): Promise<void> => job.store.keepPicture(chunk, end, pixels);
  const shown = await filmChunk(
    chunk,
    { take: heldTake(take, plan.pageFrames), encoder: narrated ?? encoder },
    { approach, seams, keep, onFrame, signal: job.signal },
  );
  const asked = await contents.askedFiles(job.served.keys());
  await contents.check(job.served);
  const record = { ...withPresenter(shown, presenter, chunk), complaints: complaintsOf(take.log), asked };
  job.progress.complain(record.complaints, job);
  await job.store.save(chunk, record);
  return record;
}

/** Only a chunk in which nobody is seen is as still as its page. */
function withPresenter<Shown extends Pick<ChunkRecord, "changed">>(
  shown: Shown,
  presenter: Presenter | null,
  { first, end }: Chunk,
): Shown & Pick<ChunkRecord, "endsCovered"> {
  if (!presenter) return { ...shown, endsCovered: false };
  return {
    ...shown,
    changed: shown.changed || isShown(presenter, first, end),
    endsCovered: isShown(presenter, end - 1, end),
  };
}
