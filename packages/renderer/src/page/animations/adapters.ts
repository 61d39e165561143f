import type { CompositionTree } from "../composition/composition-tree.ts";
import { animeEnd, hasRegisteredAnime, leadLoops, offerAnimeRegistry, seekAnime } from "./adapter-anime.ts";
import { hasD3Transitions } from "./adapter-d3.ts";
import { hasRegisteredLottie, lottieEnd, seekLottie } from "./adapter-lottie.ts";

declare global {
  interface Window {
    /** The composition's time in seconds, for scenes of Three.js. */
    __hfThreeTime?: number;
    /** Set by pages whose styles Tailwind makes. */
    __tailwindReady?: PromiseLike<unknown>;
  }
}

const settled = new WeakSet<PromiseLike<unknown>>();
const watched = new WeakSet<PromiseLike<unknown>>();

/** Gives pages what libraries are registered with; call before their scripts run. */
export function offerRegistries(): void {
  offerAnimeRegistry();
}

/** Whether an author has registered what is sought without a timeline. */
export function hasAdapters(): boolean {
  return hasRegisteredAnime() || hasRegisteredLottie();
}

/** Brings libraries that have no timeline in `window.__timelines` to a time of the composition, in seconds. */
export function seekAdapters(tree: CompositionTree, time: number): void {
  window.__hfThreeTime = time;
  seekLottie(tree, time);
  seekAnime(tree, time);
}

/** Prepares libraries for the animation frame of that timestamp, in milliseconds, which they are about to see. */
export function leadAdapters(timestamp: number): void {
  leadLoops(timestamp);
}

/** When the last finite animation of these libraries ends, in seconds. */
export function adapterEnd(tree: CompositionTree): number {
  return Math.max(lottieEnd(tree), animeEnd());
}

/** What the page says that it is building before the first frame, by name. */
export function pendingBuilds(): string[] {
  const { buildReady = {} } = window.__hf ?? {};
  const promises = { ...buildReady, "window.__tailwindReady": window.__tailwindReady };
  const pending = Object.entries(promises).filter(([, promise]) => promise && !hasSettled(promise));
  return pending.map(([name]) => name);
}

/** Whether a library needs every frame, so that a jump would show something else. */
export function needsEveryFrame(): boolean {
  return hasD3Transitions();
}

function hasSettled(promise: PromiseLike<unknown>): boolean {
  if (!watched.has(promise)) {
    watched.add(promise);
    const done = (): void => void settled.add(promise);
    promise.then(done, done);
  }
  return settled.has(promise);
}
