import { install } from "@sinonjs/fake-timers";
import { FrameQueue } from "./time/frame-queue.ts";

/** A clock made of patched functions, for browsers whose own clock cannot be held. */
export interface OwnClock {
  /** Goes to a time in milliseconds, running the timers that fall due on the way. */
  advanceTo(time: number): Promise<void>;
  /** Runs the page's frame callbacks, and places animations. */
  present(): void;
  /** Lets an animation begin at a time in milliseconds. */
  start(animation: Animation, time: number): void;
  /** Lets an animation stand still at a time of its own, in milliseconds. */
  stop(animation: Animation, time: number): void;
}

declare global {
  var __hyperframesCreateClock: (() => OwnClock) | undefined;
}

/** A page's navigation, as under virtual time. */
const EPOCH = Date.UTC(2025, 0, 1);

/** Replaces `Date`, `performance.now`, timers and frame callbacks; animations are placed frame by frame. */
function createOwnClock(): OwnClock {
  const nativeSetTimeout = window.setTimeout.bind(window);
  const settle = (): Promise<void> => new Promise((resolve) => void nativeSetTimeout(resolve, 0));
  const clock = install({
    now: EPOCH,
    toFake: ["Date", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  });
  const nativeRequest = window.requestAnimationFrame.bind(window);
  const frames = new FrameQueue();
  const started = new Map<Animation, number>();
  let now = 0;
  let first: number | null = null;
  // Real time goes on until the first frame, and animations must not.
  const hold = (): void => {
    if (first !== null) return;
    holdAnimations();
    nativeRequest(hold);
  };
  hold();

  return {
    async advanceTo(time) {
      clock.tick(time - now);
      now = time;
      await settle();
    },
    present() {
      first ??= now;
      placeAnimations(started, now);
      placeSmil(now - first);
      frames.run(now);
      // Those that the callbacks have started.
      placeAnimations(started, now);
    },
    start(animation, time) {
      if (held.has(animation) || animation.playState !== "paused") started.set(animation, time);
    },
    stop(animation, time) {
      if (!started.delete(animation)) return;
      held.delete(animation);
      animation.pause();
      animation.currentTime = time;
    },
  };
}

function holdAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.playState !== "running") continue;
    animation.pause();
    animation.currentTime = 0;
    held.add(animation);
  }
}

/** Animations that wait for the first frame. Those that the author has paused are none of them. */
const held = new Set<Animation>();

/** CSS animations and transitions and WAAPI: an animation starts with the first frame that sees it. */
function placeAnimations(started: Map<Animation, number>, time: number): void {
  // The document does not list those in shadow trees.
  const known = [...started.keys()].filter(({ playState }) => playState !== "idle");
  for (const animation of new Set([...document.getAnimations(), ...known])) {
    const playing = animation.playState === "running" || started.has(animation) || held.has(animation);
    if (!playing) continue;
    const start = started.get(animation) ?? time;
    started.set(animation, start);
    animation.pause();
    animation.currentTime = (time - start) * animation.playbackRate;
  }
}

function placeSmil(time: number): void {
  for (const svg of document.querySelectorAll("svg")) {
    svg.pauseAnimations();
    svg.setCurrentTime(time / 1000);
  }
}

// A script of its own, injected before the agent only where this clock is wanted.
globalThis.__hyperframesCreateClock = createOwnClock;
