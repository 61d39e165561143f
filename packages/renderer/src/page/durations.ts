import { adapterEnd } from "./adapters.ts";
import { rootTimes, type Clip } from "./clips.ts";
import type { CompositionTree } from "./composition-tree.ts";
import type { Durations } from "./protocol.ts";
import { rootTimeline, timelineDuration } from "./timelines.ts";

/** Reads how long each part of the page lasts. */
export function readDurations(tree: CompositionTree, clips: readonly Clip[]): Durations {
  const ends = clips.map((clip) => rootTimes(clip).end).filter((end) => Number.isFinite(end));
  return {
    timeline: timelineDuration(rootTimeline(tree)),
    clips: Math.max(0, ...ends),
    animations: Math.max(adapterEnd(tree), ...document.getAnimations().map(animationEnd)),
    contract: finite(window.__hf?.duration),
  };
}

function animationEnd(animation: Animation): number {
  const end = animation.effect?.getComputedTiming().endTime;
  return finite(typeof end === "number" ? end / 1000 / (animation.playbackRate || 1) : undefined);
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
}
