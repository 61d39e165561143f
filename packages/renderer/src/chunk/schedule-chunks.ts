import { together } from "../cancellation/together.ts";
import type { Approach } from "../capture/frame-source.ts";
import { InterruptedError } from "../errors.ts";
import type { BrowserSlot } from "./browser-slot.ts";
import { checkSeam, SeamMismatch, type FinishedChunk } from "./check-seam.ts";
import type { ChunkJob } from "./chunk-job.ts";
import type { ChunkRecord } from "./chunk-store.ts";
import { tryChunk } from "./try-chunk.ts";

/** Who renders the chunks. */
interface ChunkSchedule extends ChunkJob {
  readonly slots: readonly BrowserSlot[];
}

/**
 * Renders all chunks that are not in the store yet. Chunks start by a jump; if it shows at a seam that the page is no
 * function of time, all are rendered again, stepped.
 *
 * @returns the records of all chunks, in order.
 */
export async function scheduleChunks(job: ChunkSchedule): Promise<readonly ChunkRecord[]> {
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

async function renderAll(job: ChunkSchedule, approach: Approach): Promise<readonly ChunkRecord[]> {
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
  await together(job.signal, (signal) => slots.map((slot) => work(slot, signal)));
  if (job.signal.aborted) throw new InterruptedError();
  return job.plan.chunks.flatMap((chunk) => records.get(chunk.index) ?? []);
}

async function findFinished(job: ChunkSchedule): Promise<Map<number, ChunkRecord>> {
  const { plan, store, contents, progress } = job;
  const records = new Map<number, ChunkRecord>();
  let resumed = 0;
  for (const chunk of plan.chunks) {
    const record = await store.find(chunk);
    if (!record || !(await contents.have(record.asked))) continue;
    records.set(chunk.index, record);
    progress.complain(record.complaints, job);
    resumed += chunk.end - chunk.first;
  }
  progress.begin(plan.end - plan.first, resumed);
  if (resumed > 0) progress.emit({ event: "resumed", frames: resumed });
  return records;
}

/** Compares a chunk with its neighbours, as far as they are finished. */
async function checkSeams(
  { plan, store }: ChunkSchedule,
  records: ReadonlyMap<number, ChunkRecord>,
  index: number,
): Promise<void> {
  const finished = (number: number): FinishedChunk | null => {
    const [chunk, record] = [plan.chunks[number], records.get(number)];
    return chunk && record ? { chunk, record } : null;
  };
  for (const seam of [index, index + 1]) {
    const [before, after] = [finished(seam - 1), finished(seam)];
    if (before && after) await checkSeam(store, before, after);
  }
}
