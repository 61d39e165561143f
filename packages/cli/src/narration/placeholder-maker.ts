import type { MediaMaker } from "@hyperframes-engine/heygen-emulator";
import { makeScratchFolder } from "@hyperframes-engine/store";

/** Draws placeholders; what it needs meanwhile is gone afterwards, as whoever asks keeps the clip. */
export function placeholderMaker(ffmpeg: string, temporaryFolder: string): MediaMaker {
  return {
    async make(order, signal) {
      const { RealMediaMaker } = await import("@hyperframes-engine/heygen-emulator");
      await using scratch = await makeScratchFolder(temporaryFolder);
      return await new RealMediaMaker({ ffmpeg, cacheFolder: scratch.path }).make(order, signal);
    },
  };
}
