import type { CompositionNode } from "../composition/composition-node.ts";
import type { CompositionTree } from "../composition/composition-tree.ts";
import { readNumber } from "../read-number.ts";

/** What a composition registers in `window.__timelines`: a paused GSAP timeline, or anything with the same few methods. */
export interface Timeline {
  seek?(seconds: number, suppressEvents?: boolean): unknown;
  totalTime?(seconds: number, suppressEvents?: boolean): unknown;
  duration?(): number;
  totalDuration?(): number;
  pause?(): unknown;
  paused?(): boolean;
  /** The GSAP timeline that it was added to. */
  readonly parent?: Timeline | null;
}

/** `window.__hf`, the lowest contract: a page that has its `seek` needs nothing else. */
export interface PlainContract {
  readonly duration?: number;
  seek?(seconds: number): unknown;
  /** Promises of what a page must have built before its first frame, by any name. */
  readonly buildReady?: Readonly<Record<string, PromiseLike<unknown>>>;
}

declare global {
  interface Window {
    __timelines?: Record<string, Timeline>;
    __hf?: PlainContract;
    gsap?: { ticker?: { lagSmoothing?(threshold: number): void } };
  }
}

/** The keys under which timelines are registered by now. */
export function timelineKeys(): string[] {
  return Object.keys(window.__timelines ?? {});
}

/** The root's timeline: the one under its id, or the only one that no composition inside it claims. */
export function rootTimeline({ root, nodes }: CompositionTree): Timeline | undefined {
  const timelines = window.__timelines ?? {};
  const inside = nodes.filter((node) => node.parent);
  const claimed = new Set(inside.map(childTimeline));
  const own = timelines[root.id];
  if (own && !claimed.has(own)) return own;
  const ids = new Set(inside.map(({ id }) => id));
  const free = Object.entries(timelines).filter(([key, timeline]) => !ids.has(key) && !claimed.has(timeline));
  return free.length === 1 ? free[0]?.[1] : undefined;
}

/** The timeline of a composition within the root. */
export function childTimeline(node: CompositionNode): Timeline | undefined {
  const { part } = node;
  if (part) {
    const { timelines } = part.scope;
    const [only] = timelines.values();
    const own = timelines.get(part.id) ?? timelines.get(node.id) ?? (timelines.size === 1 ? only : undefined);
    if (own) return own;
  }
  return scopeAround(node)?.timelines.get(node.id) ?? window.__timelines?.[node.id];
}

/** A composition that is written inside a mounted one registers its timeline there. */
function scopeAround(node: CompositionNode): NonNullable<CompositionNode["part"]>["scope"] | undefined {
  let around = node.parent;
  while (around && !around.part) around = around.parent;
  return around?.part?.scope;
}

/** How long a composition within the root says that it is, in its own seconds; 0 where it says nothing. */
export function declaredLength(node: CompositionNode): number {
  // On a host it is the length of the slot.
  const root = node.root === node.element ? null : node.root;
  return readNumber(root, "data-duration", { least: 0, most: Infinity, otherwise: 0 });
}

/** How long a composition within the root is by itself, in its own seconds; 0 where nothing says. */
export function compositionLength(node: CompositionNode): number {
  return Math.max(declaredLength(node), node.parent ? timelineDuration(childTimeline(node)) : 0);
}

/** How long a timeline is in seconds; 0 where it does not say, or repeats for ever. */
export function timelineDuration(timeline: Timeline | undefined): number {
  // GSAP's `duration()` counts one pass; repeats are in `totalDuration()`, where "for ever" is 1e12 or so.
  const length = timeline?.totalDuration?.() ?? timeline?.duration?.() ?? 0;
  const once = timeline?.duration?.() ?? 0;
  if (Number.isFinite(length) && length < 1e7) return length;
  return Number.isFinite(once) && once < 1e7 ? once : 0;
}

/** Pauses every timeline, so that it goes nowhere by itself. */
export function pauseTimelines(tree: CompositionTree): void {
  const timelines = tree.nodes.map((node) => timelineOf(tree, node));
  const registered = new Set(timelines);
  for (const timeline of timelines) if (timeline && !isLed(timeline, registered)) timeline.pause?.();
}

/** A page that has `window.__hf` seeks its root itself. */
function timelineOf(tree: CompositionTree, node: CompositionNode): Timeline | undefined {
  if (node.parent) return childTimeline(node);
  return window.__hf?.seek ? undefined : rootTimeline(tree);
}

/** Seeks all compositions to a time of the root, in seconds, each after the one that it stands in. */
export function seekTimelines(tree: CompositionTree, time: number): void {
  const timelines = tree.nodes.map((node) => timelineOf(tree, node));
  const registered = new Set(timelines);
  const sought = new Set<Timeline>();
  tree.nodes.forEach((node, index) => {
    const timeline = timelines[index];
    // One that its author has added to another goes where that one goes.
    if (!timeline || sought.has(timeline) || isLed(timeline, registered)) return;
    sought.add(timeline);
    const local = node.localTime(time);
    // Most sub-compositions stand still most of the time: before and after their slot.
    if (node.parent && node.sought === local) return;
    node.sought = local;
    const seek = (): void => seekTimeline(timeline, local);
    if (node.part) node.part.scope.run(seek);
    else seek();
  });
}

/** Whether another timeline takes it along, which none does while it is paused. */
function isLed(timeline: Timeline, registered: ReadonlySet<Timeline | undefined>): boolean {
  if (timeline.paused?.()) return false;
  for (let parent = timeline.parent; parent; parent = parent.parent) {
    if (registered.has(parent)) return true;
  }
  return false;
}

/** Seeks with callbacks on: counters are written in them, and a jump fires those that it passes. */
function seekTimeline(timeline: Timeline, seconds: number): void {
  if (timeline.totalTime) timeline.totalTime(seconds, false);
  else timeline.seek?.(seconds, false);
}

/** Keeps animations that GSAP plays by itself exact over a jump: it would else slow down after half a second. */
export function keepGsapExact(): void {
  window.gsap?.ticker?.lagSmoothing?.(0);
}
