/** What a composition registers in `window.__timelines`: a paused GSAP timeline, or anything with the same few methods. */
export interface Timeline {
  seek?(seconds: number, suppressEvents?: boolean): unknown;
  totalTime?(seconds: number, suppressEvents?: boolean): unknown;
  duration?(): number;
  totalDuration?(): number;
  pause?(): unknown;
}

/** `window.__hf`, the lowest contract: a page that has it needs nothing else. */
export interface PlainContract {
  readonly duration: number;
  seek(seconds: number): unknown;
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

/** The root's timeline: the one under its id, or the only one there is. */
export function rootTimeline(compositionId: string | null): Timeline | undefined {
  const timelines = window.__timelines ?? {};
  const keys = Object.keys(timelines);
  if (compositionId !== null && timelines[compositionId]) return timelines[compositionId];
  return keys.length === 1 && keys[0] !== undefined ? timelines[keys[0]] : undefined;
}

/** How long a timeline is in seconds; 0 where it does not say, or repeats for ever. */
export function timelineDuration(timeline: Timeline | undefined): number {
  // GSAP's `duration()` counts one pass; repeats are in `totalDuration()`, where "for ever" is 1e12 or so.
  const length = timeline?.totalDuration?.() ?? timeline?.duration?.() ?? 0;
  const once = timeline?.duration?.() ?? 0;
  if (Number.isFinite(length) && length < 1e7) return length;
  return Number.isFinite(once) && once < 1e7 ? once : 0;
}

/** Seeks with callbacks on: counters are written in them, and a jump fires those that it passes. */
export function seekTimeline(timeline: Timeline, seconds: number): void {
  if (timeline.totalTime) timeline.totalTime(seconds, false);
  else timeline.seek?.(seconds, false);
}

/** Keeps animations that GSAP plays by itself exact over a jump: it would else slow down after half a second. */
export function keepGsapExact(): void {
  window.gsap?.ticker?.lagSmoothing?.(0);
}
