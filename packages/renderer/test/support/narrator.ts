import type { MediaInfo } from "../../src/ffmpeg/media-info.ts";
import type { OpenedNarration } from "../../src/narration/open-narration.ts";
import { seconds } from "../../src/timeline/units.ts";
import { narrationOf } from "./narrated-video.ts";

/** Somebody who speaks for three seconds, of whom no file is needed. */
export interface TestNarrator {
  /** As in a `narration` block. */
  readonly placement?: Readonly<Record<string, unknown>>;
  /**
   * Whether somebody is seen.
   * @default true
   */
  readonly seen?: boolean;
  /**
   * Whether captions are burned in.
   * @default true
   */
  readonly captions?: boolean;
}

const words = ["Here", "are", "the", "figures", "of", "this", "week,", "told", "in", "two", "lines."].map(
  (word, index) => ({ word, start: index * 0.25, end: index * 0.25 + 0.2 }),
);
const duration = seconds(3);
const video: MediaInfo["video"] = {
  ...{ index: 0, codec: "h264", profile: "High", pixelFormat: "yuv420p", width: 1280, height: 720 },
  ...{ rotation: 0, start: seconds(0), duration, rate: null, hasAlpha: false },
  ...{ shownHeight: 0, toldColors: "all" as const },
};

/** A narration as it is known before it is staged. */
export async function openNarrator({
  placement = {},
  seen = true,
  captions = true,
}: TestNarrator): Promise<OpenedNarration> {
  const block = { placement, captions: captions ? "burned" : false };
  const given = await narrationOf({ file: "nobody.mp4", words, block });
  const info = { format: "mp4", duration, origin: seconds(0), video: seen ? video : null, audio: null };
  return { ...given, info };
}
