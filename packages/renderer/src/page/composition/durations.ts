import { adapterEnd } from "../animations/adapters.ts";
import { findCssAnimations, type AnimatedStage, type PlacedAnimation } from "../animations/css-animations.ts";
import { rootTimeline, timelineDuration } from "../animations/timelines.ts";
import type { Durations } from "../protocol.ts";
import { rootTimes, type Clip } from "./clips.ts";
import type { CompositionTree } from "./composition-tree.ts";

/** Reads how long each part of the page lasts. */
export function readDurations(tree: CompositionTree, clips: readonly Clip[]): Durations {
  const ends = clips.map((clip) => rootTimes(clip).end).filter((end) => Number.isFinite(end));
  return {
    timeline: timelineDuration(rootTimeline(tree)),
    clips: Math.max(0, ...ends),
    animations: Math.max(adapterEnd(tree), ...animationEnds({ tree, clips })),
    contract: finite(window.__hf?.duration),
  };
}

function animationEnds(stage: AnimatedStage): number[] {
  const placed = findCssAnimations(stage);
  const known = new Set<Animation>(placed.map(({ animation }) => animation));
  const others = document.getAnimations().filter((animation) => !known.has(animation));
  return [...placed.map(placedEnd), ...others.map(animationEnd)];
}

/** What goes on after its clip or its composition is over is not seen. */
function placedEnd({ animation, node, clip }: PlacedAnimation): number {
  const end = node.toRoot((clip?.start ?? 0) + animationEnd(animation));
  return animationEnd(animation) === 0
    ? 0
    : finite(Math.min(end, clip ? rootTimes(clip).end : node.window.end));
}

function animationEnd(animation: Animation): number {
  const end = animation.effect?.getComputedTiming().endTime;
  return finite(typeof end === "number" ? end / 1000 / (animation.playbackRate || 1) : undefined);
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
}
