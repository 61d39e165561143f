import type { CompositionTree } from "../composition/composition-tree.ts";

/** An animation of lottie-web: https://github.com/airbnb/lottie-web/wiki/Usage */
interface LottieAnimation {
  readonly wrapper?: Element;
  readonly path?: string;
  readonly isLoaded: boolean;
  readonly isPaused: boolean;
  readonly autoplay: boolean;
  readonly loop: boolean | number;
  readonly totalFrames: number;
  /** Frames in a millisecond; negative where it plays backwards. */
  readonly frameModifier: number;
  goToAndStop(value: number, isFrame: boolean): void;
}

/** https://developers.lottiefiles.com/docs/dotlottie-player/dotlottie-web/methods */
interface DotLottiePlayer {
  readonly canvas?: unknown;
  readonly isLoaded: boolean;
  readonly loop: boolean;
  readonly speed?: number;
  readonly mode?: string;
  readonly totalFrames: number;
  /** Of one pass at normal speed, in seconds. */
  readonly duration: number;
  setFrame(frame: number): void;
  pause(): void;
  addEventListener(type: "loadError", listener: () => void): void;
}

type Player = LottieAnimation | DotLottiePlayer;

declare global {
  interface Window {
    /** Where authors put the players that are to follow the composition's time. */
    __hfLottie?: Player[];
    lottie?: { getRegisteredAnimations?(): LottieAnimation[] };
  }
}

/** A file that is not there never comes; while it is read, time stands still, so this is not reached in vain. */
const PATIENCE_POLLS = 300;

const polls = new WeakMap<Player, number>();
const failed = new WeakSet<Player>();
/** Those that follow the composition's time although nobody registered them, until a script plays them. */
const adopted = new WeakSet<Player>();

/** Whether an author has registered one. */
export function hasRegisteredLottie(): boolean {
  return (window.__hfLottie?.length ?? 0) > 0;
}

/** Seeks every Lottie animation that is ours to the time of the composition that it stands in, in seconds. */
export function seekLottie(tree: CompositionTree, time: number): void {
  for (const player of soughtPlayers()) {
    if (!player.isLoaded) continue;
    const local = tree.ownerOf(elementOf(player)).localTime(time);
    if (isDotLottie(player)) {
      player.pause();
      player.setFrame(frameAt(player, local));
    } else {
      player.goToAndStop(frameAt(player, local), true);
    }
  }
}

/** When the last one ends, in seconds; one that loops for ever counts once. */
export function lottieEnd(tree: CompositionTree): number {
  const playing = registeredAnimations().filter(({ isPaused, loop }) => !isPaused && loop !== true);
  const ends = [...soughtPlayers(), ...playing].map((player) => {
    const { rate, total, passes } = timingOf(player);
    const length = rate === 0 ? 0 : (total * (passes === Infinity ? 1 : passes)) / Math.abs(rate);
    return tree.ownerOf(elementOf(player)).toRoot(length);
  });
  return Math.max(0, ...ends.filter(Number.isFinite));
}

/** The animations whose files have not come yet. */
export function pendingLotties(): string[] {
  const players = new Set<Player>([...(window.__hfLottie ?? []), ...registeredAnimations()]);
  return [...players].filter(isPending).map((player) => {
    const path = isDotLottie(player) ? "" : player.path;
    return `a Lottie animation${path ? ` (${path})` : ""}`;
  });
}

function isPending(player: Player): boolean {
  if (player.isLoaded || failed.has(player)) return false;
  const count = (polls.get(player) ?? 0) + 1;
  polls.set(player, count);
  if (!isDotLottie(player)) return count < PATIENCE_POLLS;
  // Its WebAssembly is compiled in real time, for however long that takes.
  if (count === 1) player.addEventListener("loadError", () => void failed.add(player));
  return true;
}

function soughtPlayers(): Player[] {
  const registered = window.__hfLottie ?? [];
  const others = registeredAnimations().filter((animation) => !registered.includes(animation));
  const isLone = Object.keys(window.__timelines ?? {}).length === 0;
  const still = others.filter((animation) => {
    // What waits without anything to start it is meant to be sought; what plays, plays by the clock.
    if (isLone && !animation.autoplay && animation.isPaused) adopted.add(animation);
    return adopted.has(animation) && animation.isPaused;
  });
  return [...new Set([...registered, ...still])];
}

function registeredAnimations(): LottieAnimation[] {
  return window.lottie?.getRegisteredAnimations?.() ?? [];
}

interface Timing {
  /** Frames in a second; negative where it plays backwards. */
  readonly rate: number;
  readonly total: number;
  readonly passes: number;
}

function timingOf(player: Player): Timing {
  const { totalFrames: total, loop } = player;
  if (isDotLottie(player)) {
    const rate = player.duration > 0 ? (total / player.duration) * (player.speed ?? 1) : 0;
    return { rate: player.mode === "reverse" ? -rate : rate, total, passes: loop ? Infinity : 1 };
  }
  const rate = player.frameModifier * 1000;
  // lottie-web counts how often it starts anew.
  return { rate, total, passes: loop === true ? Infinity : Number(loop) + 1 };
}

function frameAt(player: Player, seconds: number): number {
  const { rate, total, passes } = timingOf(player);
  const gone = Math.abs(rate) * seconds;
  const before = total * (passes - 1);
  // In its last pass, it goes no further than its last frame.
  const frame = gone >= before ? Math.min(gone - before, total - 1) : gone % total;
  return Math.max(0, rate < 0 ? total - 1 - frame : frame);
}

function isDotLottie(player: Player): player is DotLottiePlayer {
  return "setFrame" in player;
}

function elementOf(player: Player): Element {
  const element = isDotLottie(player) ? player.canvas : player.wrapper;
  return element instanceof Element ? element : document.documentElement;
}
