import type { ClipReport } from "../page/protocol.ts";
import { frameToSeconds, type FrameRate } from "../timeline/frame-rate.ts";
import { seconds, type Frame, type Seconds } from "../timeline/units.ts";

/** A named part of the file. It lasts until the next one begins. */
export interface Chapter {
  readonly title: string;
  /** From the file's first frame. */
  readonly start: Seconds;
}

/** The part of the composition that is rendered. */
interface RenderedPart {
  readonly first: Frame;
  readonly end: Frame;
  readonly rate: FrameRate;
}

const LONGEST_TITLE = 200;

/**
 * The clips with `data-chapter`, in order of their starts. A chapter that begins before the part and goes on in it
 * begins with the part; of several that begin at once, the last one counts.
 */
export function resolveChapters(clips: readonly ClipReport[], part: RenderedPart): Chapter[] {
  const [first, end] = [frameToSeconds(part.first, part.rate), frameToSeconds(part.end, part.rate)];
  const chapters = new Map<Seconds, string>();
  for (const { chapter, start } of clips.toSorted((a, b) => a.start - b.start)) {
    const title = (chapter ?? "").replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_TITLE);
    if (title !== "" && start < end) chapters.set(seconds(Math.max(0, start - first)), title);
  }
  return [...chapters].map(([start, title]) => ({ title, start }));
}
