import type { MediaInfo } from "../ffmpeg/media-info.ts";
import type { MediaReport } from "../page/protocol.ts";
import { seconds, type Seconds } from "../timeline/units.ts";

/**
 * When an element that does not say it itself ends, in composition time: with its source. `null` where it says it, or
 * repeats for ever.
 */
export function mediaEnd(report: MediaReport, info: MediaInfo): Seconds | null {
  if (report.end !== null || report.loop) return null;
  return seconds(report.start + Math.max(0, sourceEnd(report, info) - report.inPoint) / report.rate);
}

/** Where what an element shows and plays of its source ends, in media time. */
function sourceEnd(report: MediaReport, { video, audio }: MediaInfo): Seconds {
  const picture = report.tag === "video" && video ? video.start + video.duration : 0;
  const sound = !report.muted && audio ? audio.start + audio.duration : 0;
  return seconds(Math.max(picture, sound));
}
