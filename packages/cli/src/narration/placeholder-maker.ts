import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { MediaMaker } from "@hyperframes-engine/heygen-emulator";

/** Draws placeholders; what it needs meanwhile is gone afterwards, as whoever asks keeps the clip. */
export function placeholderMaker(ffmpeg: string, temporaryFolder: string): MediaMaker {
  return {
    async make(order, signal) {
      const { RealMediaMaker } = await import("@hyperframes-engine/heygen-emulator");
      // Renders remove what others that were killed have left under such names.
      const scratch = await mkdtemp(join(temporaryFolder, `hyperframes-${process.pid}-`));
      try {
        return await new RealMediaMaker({ ffmpeg, cacheFolder: scratch }).make(order, signal);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  };
}
