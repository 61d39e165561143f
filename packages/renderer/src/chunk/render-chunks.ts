import { complaintsOf } from "../browser/page-log.ts";
import { together } from "../cancellation/together.ts";
import type { Approach, Take } from "../capture/frame-source.ts";
import { heldTake } from "../capture/held-take.ts";
import type { SegmentFormat } from "../encode/format.ts";
import { SegmentEncoder } from "../encode/segment-encoder.ts";
import { inPhase, InterruptedError, RenderError, type ErrorCode } from "../errors.ts";
import { isShown, type Presenter } from "../narration/presenter/presenter.ts";
import type { OptionValues } from "../options.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import type { Progress } from "../progress.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import type { BrowserSlot } from "./browser-slot.ts";
import { checkSeam, SeamMismatch, type FinishedChunk } from "./check-seam.ts";
import type { ChunkRecord, ChunkStore, SeamEnd } from "./chunk-store.ts";
import { NarratedEncoder } from "./narrated-encoder.ts";
import { renderChunk } from "./render-chunk.ts";

/** Who renders the chunks, how, and where to. */
export interface ChunkJob {
  readonly plan: Plan;
  readonly slots: readonly BrowserSlot[];
  readonly store: ChunkStore;
  readonly ffmpeg: string;
  /** Encoder arguments without the file. */
  readonly encoder: readonly string[];
  readonly segments: SegmentFormat;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  readonly options: Pick<OptionValues, "strict">;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const MOST_ATTEMPTS = 3;
/** A frame that hangs twice hangs because of the page, and each try costs the whole time limit. */
const MOST_ATTEMPTS_AT_TIMEOUT = 2;
/** What another try would not change. */
const lasting: ReadonlySet<ErrorCode> = new Set(["invalid-composition", "disk-full", "tool-missing"]);

/**
 * Renders all chunks that are not in the store yet. Chunks start by a jump; if it shows at a seam that the page is no
 * function of time, all are rendered again, stepped.
 *
 * @returns the records of all chunks, in order.
 */
export async function renderChunks(job: ChunkJob): Promise<readonly ChunkRecord[]> {
  const approach = job.plan.stepped ? "step" : await job.store.approach();
  try {
    return await renderAll(job, approach);
  } catch (error) {
    if (!(error instanceof SeamMismatch)) throw error;
    job.progress.emit({
      event: "stepping",
      message: `The page is not a function of time (${error.message}), so it is stepped from its start. This is slower.`,
    });
    await job.store.startStepping();
    return renderAll(job, "step");
  }
}

async function renderAll(job: ChunkJob, approach: Approach): Promise<readonly ChunkRecord[]> {
  const records = await findFinished(job);
  const waiting = job.plan.chunks.filter((chunk) => !records.has(chunk.index));
  const work = async (slot: BrowserSlot, signal: AbortSignal): Promise<void> => {
    for (let chunk = waiting.shift(); chunk && !signal.aborted; chunk = waiting.shift()) {
      const record = await tryChunk({ ...job, signal }, slot, { chunk, approach });
      records.set(chunk.index, record);
      if (approach === "jump") await checkSeams(job, records, chunk.index);
    }
  };
  const slots = job.slots.slice(0, Math.max(1, waiting.length));
  await inPhase("chunk", () => together(job.signal, (signal) => slots.map((slot) => work(slot, signal))));
  if (job.signal.aborted) throw new InterruptedError();
  return job.plan.chunks.flatMap((chunk) => records.get(chunk.index) ?? []);
}

async function findFinished({ plan, store, progress, options }: ChunkJob): Promise<Map<number, ChunkRecord>> {
  const records = new Map<number, ChunkRecord>();
  let resumed = 0;
  for (const chunk of plan.chunks) {
    const record = await store.find(chunk);
    if (!record) continue;
    records.set(chunk.index, record);
    progress.complain(record.complaints, options);
    resumed += chunk.end - chunk.first;
  }
  progress.begin(plan.end - plan.first, resumed);
  if (resumed > 0) progress.emit({ event: "resumed", frames: resumed });
  return records;
}

interface Assignment {
  readonly chunk: Chunk;
  readonly approach: Approach;
}

/** A browser or an encoder that dies loses its chunk only: it is rendered again, with a new browser. */
async function tryChunk(
  job: ChunkJob,
  slot: BrowserSlot,
  { chunk, approach }: Assignment,
): Promise<ChunkRecord> {
  for (let attempt = 1; ; attempt += 1) {
    const counted = { frames: 0, still: 0 };
    const onFrame = (still: boolean): void => {
      counted.frames += 1;
      counted.still += Number(still);
      job.progress.count(still);
    };
    const forget = (): void => {
      job.progress.uncount(counted.frames, counted.still);
      counted.frames = 0;
      counted.still = 0;
    };
    try {
      return await slot.film(chunk, approach, (take) => {
        // Where the source is changed on the way, this is called again.
        forget();
        return encodeChunk(job, { chunk, approach, take, onFrame });
      });
    } catch (error) {
      await job.store.discard(chunk);
      if (job.signal.aborted || attempt >= mostAttempts(error)) throw error;
      forget();
      job.progress.emit({ event: "retry", chunk: chunk.index, attempt, message: messageOf(error) });
      await slot.stop();
    }
  }
}

async function encodeChunk(
  job: ChunkJob,
  { chunk, approach, take, onFrame }: Assignment & { take: Take; onFrame: (still: boolean) => void },
): Promise<ChunkRecord> {
  await using encoder = new SegmentEncoder({
    ffmpeg: job.ffmpeg,
    arguments: job.encoder,
    file: job.store.partialFileOf(chunk),
    format: job.segments,
  });
  const { presenter, plan } = job;
  await using narrated = presenter && new NarratedEncoder(encoder, { presenter, first: chunk.first });
  const jump = approach === "jump";
  const seams = { first: jump && chunk.index > 0, seam: jump && chunk.index < plan.chunks.length - 1 };
  const keep = (end: SeamEnd, pixels: Uint8Array): Promise<void> => job.store.keepPicture(chunk, end, pixels);
  const shown = await renderChunk(
    chunk,
    { take: heldTake(take, plan.pageFrames), encoder: narrated ?? encoder },
    { approach, seams, keep, onFrame, signal: job.signal },
  );
  const record = { ...withPresenter(shown, presenter, chunk), complaints: complaintsOf(take.log) };
  job.progress.complain(record.complaints, job.options);
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

/** Compares a chunk with its neighbours, as far as they are finished. */
async function checkSeams(
  { plan, store }: ChunkJob,
  records: ReadonlyMap<number, ChunkRecord>,
  index: number,
): Promise<void> {
  for (const seam of [index, index + 1]) {
    const [before, after] = [finished(plan, records, seam - 1), finished(plan, records, seam)];
    if (before && after) await checkSeam(store, before, after);
  }
}

function finished(
  plan: Plan,
  records: ReadonlyMap<number, ChunkRecord>,
  index: number,
): FinishedChunk | null {
  const [chunk, record] = [plan.chunks[index], records.get(index)];
  return chunk && record ? { chunk, record } : null;
}

function mostAttempts(error: unknown): number {
  if (error instanceof SeamMismatch) return 1;
  if (!(error instanceof RenderError)) return MOST_ATTEMPTS;
  if (lasting.has(error.code)) return 1;
  return error.code === "frame-timeout" ? MOST_ATTEMPTS_AT_TIMEOUT : MOST_ATTEMPTS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
