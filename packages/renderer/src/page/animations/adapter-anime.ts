import type { CompositionTree } from "../composition/composition-tree.ts";

/** An animation, timeline or timer of anime.js 3 or 4: https://animejs.com/documentation */
interface AnimeInstance {
  /** In milliseconds; of one pass in version 3, of all in version 4. */
  readonly duration: number;
  seek(milliseconds: number): unknown;
  pause(): unknown;
  /** Timelines of version 4: shows what each part starts from, wherever in time that part is. */
  init?(): unknown;
}

/** https://animejs.com/documentation of version 3: what version 4 has not. */
interface AnimeInstance3 extends AnimeInstance {
  readonly animatables: ReadonlyArray<{ readonly target: unknown }>;
  /** How often it plays; `true` for ever. */
  readonly loop: number | boolean;
  readonly direction: "normal" | "reverse" | "alternate";
  readonly paused: boolean;
  tick(timestamp: number): void;
}

declare global {
  interface Window {
    /** Where authors put the instances that are to follow the composition's time. */
    __hfAnime?: AnimeInstance[];
    /** The same, by a call that names the composition. */
    hyperframesAnime?: { register(id: string, instance: AnimeInstance, options?: unknown): AnimeInstance };
    anime?: { readonly running?: AnimeInstance3[]; readonly speed?: number };
  }
}

/** Longer than anything that ends, in seconds; version 4 says 1e12 for what does not. */
const FOR_EVER = 1e7;

const started = new WeakSet<AnimeInstance>();
const owners = new WeakMap<AnimeInstance, string>();
/** When the pass ends that an instance is in, on the clock of animation frames. */
const passEnds = new WeakMap<AnimeInstance3, number>();

/** Gives pages `hyperframesAnime.register`; call before their scripts run. */
export function offerAnimeRegistry(): void {
  window.hyperframesAnime = {
    register(id, instance) {
      owners.set(instance, id);
      window.__hfAnime = [...(window.__hfAnime ?? []), instance];
      return instance;
    },
  };
}

/** Whether an author has registered one. */
export function hasRegisteredAnime(): boolean {
  return registered().length > 0;
}

/** Seeks every registered instance to the time of the composition that it belongs to, in seconds. */
export function seekAnime(tree: CompositionTree, time: number): void {
  for (const instance of registered()) {
    const id = owners.get(instance);
    const node =
      tree.nodes.find((candidate) => id !== undefined && candidate.id === id) ?? ownerOf(tree, instance);
    const milliseconds = node.localTime(time) * 1000;
    // Else what fades in later would be there until then.
    if (!started.has(instance)) instance.init?.();
    started.add(instance);
    instance.pause();
    instance.seek(isVersion3(instance) ? positionAt(instance, milliseconds) : milliseconds);
  }
}

/**
 * Version 3 ends at most one pass in a frame, and begins the next one when that frame is shown, so what loops by itself
 * would depend on the frames before. It is led over the exact end of each pass.
 *
 * @param timestamp of the animation frame that is about to run, in milliseconds.
 */
export function leadLoops(timestamp: number): void {
  for (const instance of window.anime?.running ?? []) {
    if (instance.duration <= 0 || registered().includes(instance)) continue;
    const pass = instance.duration / (window.anime?.speed ?? 1);
    let end = passEnds.get(instance) ?? timestamp + pass;
    for (; end <= timestamp && !instance.paused; end += pass) instance.tick(end);
    passEnds.set(instance, end);
  }
}

/** When the last instance that ends does so, in seconds. */
export function animeEnd(): number {
  const instances = new Set<AnimeInstance>([...registered(), ...(window.anime?.running ?? [])]);
  const ends = [...instances].map((instance) => {
    const passes = isVersion3(instance) ? passesOf(instance) : 1;
    return (instance.duration * passes) / 1000;
  });
  return Math.max(0, ...ends.filter((end) => end < FOR_EVER));
}

function registered(): readonly AnimeInstance[] {
  return window.__hfAnime ?? [];
}

function ownerOf(tree: CompositionTree, instance: AnimeInstance): CompositionTree["root"] {
  const [target] = isVersion3(instance)
    ? instance.animatables.map((item) => item.target)
    : targetsOf(instance);
  return target instanceof Element ? tree.ownerOf(target) : tree.root;
}

function targetsOf(instance: AnimeInstance): readonly unknown[] {
  const targets: unknown = "targets" in instance ? instance.targets : [];
  return Array.isArray(targets) ? targets : [];
}

function passesOf({ loop }: AnimeInstance3): number {
  if (loop === true) return Infinity;
  return Math.max(1, Number(loop));
}

/** Where in one pass version 3 is: its `seek` knows of no others. */
function positionAt(instance: AnimeInstance3, milliseconds: number): number {
  const { duration, direction } = instance;
  const pass = Math.min(Math.floor(milliseconds / duration), passesOf(instance) - 1);
  const gone = Math.min(milliseconds - pass * duration, duration);
  const isBack = direction === "reverse" || (direction === "alternate" && pass % 2 === 1);
  return isBack ? duration - gone : gone;
}

function isVersion3(instance: AnimeInstance): instance is AnimeInstance3 {
  return "animatables" in instance;
}
