import type { SubtitleCue } from "@hyperframes-engine/subtitles";
import { joinCaption } from "../../page/narration/caption-gap.ts";
import type { CaptionGroup } from "../../page/narration/narration-times.ts";

/** The part of a composition that a file has: seconds of the composition, and when the narration begins in it. */
export interface SubtitledPart {
  readonly narrationStart: number;
  readonly start: number;
  readonly end: number;
}

/** The captions that are seen in a part, by its own time. */
export function shownCaptions(
  groups: readonly CaptionGroup[],
  { narrationStart, start, end }: SubtitledPart,
): SubtitleCue[] {
  return groups.flatMap((group) => {
    const from = Math.max(start, narrationStart + group.start) - start;
    const to = Math.min(end, narrationStart + group.end) - start;
    const text = joinCaption(group.words.map((word) => word.text));
    return to > from ? [{ start: from, end: to, text }] : [];
  });
}
