import type { StartProblem } from "./relative-start.ts";

/** What the agent is told before any script of the page runs. All values are plain JSON. */
export interface AgentConfig {
  /** The root's `data-composition-id`; `null` on a plain page. */
  readonly compositionId: string | null;
  /** Whether `window.__timelines` must hold the root's timeline before the first frame. */
  readonly wantsTimeline: boolean;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second, as a fraction. */
  readonly rate: { readonly numerator: number; readonly denominator: number };
  /** Whether some frames are issued twice, so that the page's callbacks must be held back. */
  readonly holdCallbacks: boolean;
  /** Whether the clock is the agent's (patched functions) or the browser's own (virtual time). */
  readonly ownClock: boolean;
}

/** A clip as the plan and `hyperframes info` show it; `end` is `null` where it lasts until the composition ends. */
export interface ClipReport {
  readonly id: string;
  readonly index: number;
  readonly tag: string;
  readonly start: number;
  readonly end: number | null;
  readonly track: string;
}

/** A clip whose time cannot be read; `index` counts the elements with `data-start` in document order. */
export interface ClipProblem {
  readonly index: number;
  readonly attribute: "data-start" | "data-duration";
  readonly value: string;
  readonly start: StartProblem | null;
}

/** The ends of all that has one, in seconds; the composition lasts until the latest. */
export interface Durations {
  readonly timeline: number;
  readonly clips: number;
  readonly animations: number;
  readonly contract: number;
}

/** Whether the first frame can be shown, and if not, what it waits for, in words. */
export interface Readiness {
  readonly waitingFor: readonly string[];
  /** Only the author's script can end the wait: virtual time must go on. */
  readonly needsTime: boolean;
  readonly timelineKeys: readonly string[];
}

/** What the page says of itself when it is ready. Times are in seconds. */
export interface PageMeasure {
  readonly durations: Durations;
  readonly clips: readonly ClipReport[];
  readonly problems: readonly ClipProblem[];
  readonly timelineKeys: readonly string[];
  readonly media: ReadonlyArray<{ readonly tag: string; readonly src: string }>;
}

/** The agent, as the renderer calls it through `globalThis.__hyperframesAgent`. */
export interface PageAgent {
  readiness(): Readiness;
  measure(): PageMeasure;
  /**
   * From now on every animation frame shows the composition's frame that its timestamp says; `zero` is the timestamp
   * of frame 0 in milliseconds. Resolves to whether frames must be awaited, by {@link PageAgent.seek}.
   */
  begin(zero: number): Promise<boolean>;
  /** Whether a frame was shown since then. */
  readonly begun: boolean;
  /** Shows a frame before it is issued, and waits for what its listeners want awaited. */
  seek(frame: number): Promise<void>;
  /** Holds the page's animation-frame callbacks back, or lets them go. */
  hold(value: boolean): void;
  /** Only with the agent's own clock: goes to a time in milliseconds, running the timers on the way. */
  advance(time: number): Promise<void>;
  /** Only with the agent's own clock: goes to a frame and shows it. */
  tick(frame: number): Promise<void>;
}

/** The name of the binding through which the agent says that a listener wants to be awaited. */
export const awaitBinding = "__hyperframesAwait";
