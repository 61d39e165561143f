import type { Clip } from "../composition/clips.ts";
import type { VideoSource } from "../protocol.ts";
import type { MediaClip } from "./media.ts";

/** Ends the clips that are videos, and neither say how long they are on nor repeat, with their sources. */
export function endWithSources(
  clips: readonly Clip[],
  media: readonly MediaClip[],
  sources: readonly VideoSource[],
): Clip[] {
  const byElement = new Map<Element, MediaClip["report"]>(
    media.map(({ element, report }) => [element, report]),
  );
  const lengths = new Map(sources.map(({ url, length }) => [url, length]));
  return clips.map((clip) => {
    const report = byElement.get(clip.element);
    const length = report && !report.loop && clip.end === Infinity ? lengths.get(report.url) : undefined;
    if (!report || length === undefined) return clip;
    const { node, start } = clip;
    // What a composition around it cuts off at the start is in the in-point, but not in the clip's own start.
    const cut = (report.start - node.toRoot(start)) * report.rate;
    const left = Math.max(0, length - (report.inPoint - cut));
    return { ...clip, end: start + (left * node.speed) / report.rate };
  });
}
