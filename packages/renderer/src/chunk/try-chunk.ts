import { RenderError, type ErrorCode } from "../errors.ts";
import type { BrowserSlot } from "./browser-slot.ts";
import { SeamMismatch } from "./check-seam.ts";
import type { Assignment, ChunkJob } from "./chunk-job.ts";
import type { ChunkRecord } from "./chunk-store.ts";
import { encodeChunk } from "./encode-chunk.ts";

const MOST_ATTEMPTS = 3;
/** A frame that hangs twice hangs because of the page, and each try costs the whole time limit. */
const MOST_ATTEMPTS_AT_TIMEOUT = 2;
/** What another try would not change. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  "invalid-composition",
  "disk-full",
  "tool-missing",
  "input-changed",
]);

/** Renders a chunk. A browser or an encoder that dies loses this chunk only: it is rendered again, with a new browser. */
export async function tryChunk(
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

function mostAttempts(error: unknown): number {
  if (error instanceof SeamMismatch) return 1;
  if (!(error instanceof RenderError)) return MOST_ATTEMPTS;
  if (lasting.has(error.code)) return 1;
  return error.code === "frame-timeout" ? MOST_ATTEMPTS_AT_TIMEOUT : MOST_ATTEMPTS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
