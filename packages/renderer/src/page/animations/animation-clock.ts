import type { OwnClock } from "../own-clock.ts";
import type { AgentConfig } from "../protocol.ts";

/** Whose time the animations of a page run by. */
export interface AnimationClock {
  /** Lets an animation begin at a time of the root, in seconds. One that its author has paused goes on when its author lets it. */
  start(animation: Animation, time: number): void;
  /** Lets an animation stand still at a time of its own, in seconds. */
  stop(animation: Animation, time: number): void;
}

/** What animations are placed with: the page's own clock, if it has one, and its time at frame 0 in milliseconds. */
interface AnimationTimes extends Pick<AgentConfig, "rate"> {
  readonly own: OwnClock | null;
  readonly zero: number;
}

/** Chromium tells pages the time, and places animations, in whole steps of so many milliseconds. */
const STEP = 0.1;
/** Times that are sums of decimal fractions miss a frame by so much, in frames. */
const ROUNDING = 1e-4;

/** The browser's own timeline, which animations follow without being told; or the page's own clock, which moves them. */
export function animationClock({ own, zero, rate }: AnimationTimes): AnimationClock {
  const timeOf = (frame: number): number => (frame * rate.denominator * 1000) / rate.numerator;
  // With the frame that shows it first, which may be told a little earlier.
  const begin = (time: number): number => {
    const first = timeOf(Math.ceil((time * rate.numerator) / rate.denominator - ROUNDING));
    return zero + Math.min(time * 1000, first, Math.round(first / STEP) * STEP);
  };
  if (own) {
    return {
      start: (animation, time) => own.start(animation, begin(time)),
      stop: (animation, time) => own.stop(animation, time * 1000),
    };
  }
  return {
    start: (animation, time) => {
      if (animation.playState !== "paused") animation.startTime = begin(time);
    },
    stop: (animation, time) => {
      if (animation.playState === "paused") return;
      animation.pause();
      animation.currentTime = time * 1000;
    },
  };
}
