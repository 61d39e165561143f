import type { MountedPart } from "../parts/mounted-part.ts";
import { readNumber } from "../read-number.ts";

/** What a node is made of. */
interface NodeOrigin {
  /** The host, or the composition itself where it is written in place; `null` on a plain page. */
  readonly element: Element | null;
  readonly parent: CompositionNode | null;
  /** What was mounted in it. */
  readonly part: MountedPart | null;
}

/** From when to when something is shown, in seconds of the root; the end is left out. */
interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** Differences of decimal fractions miss what falls on a frame by a rounding; in parts of a second. */
const GRAINS = 1e9;
/** Clips end before their end, so the last state of a composition is that of a moment before. */
const BEFORE_END = 2e-6;

/**
 * One composition of the page and its clock. Its own time runs from `offset`, at `rate`, while its parent goes from
 * `start` to `end`; where it is shorter than that, it holds its last state.
 */
export class CompositionNode {
  readonly element: Element | null;
  readonly parent: CompositionNode | null;
  readonly part: MountedPart | null;
  /** Seconds of its own that pass in one of its parent's. */
  readonly rate: number;
  /** Its own time at `start`. */
  readonly offset: number;
  /** In seconds of its parent. */
  start = 0;
  end = Infinity;
  /** Its own length in its own seconds; 0 where it has none. */
  length = 0;
  /** The part of that which its own file declares; 0 where it does not. */
  declaredLength = 0;
  /** The time of its own that it was sought to last. */
  sought: number | null = null;

  constructor({ element, parent, part }: NodeOrigin) {
    this.element = element;
    this.parent = parent;
    this.part = part;
    this.rate = parent ? readNumber(element, "data-playback-rate", { least: 0.1, most: 5, otherwise: 1 }) : 1;
    const start = { least: 0, most: Infinity, otherwise: 0 };
    const trimmed = readNumber(element, "data-media-start", start);
    this.offset = parent ? readNumber(element, "data-playback-start", { ...start, otherwise: trimmed }) : 0;
  }

  /** The key of its timeline. */
  get id(): string {
    return this.element?.getAttribute("data-composition-id") ?? this.part?.id ?? "";
  }

  /** The element that holds its content. */
  get root(): Element | null {
    return this.part?.root ?? this.element;
  }

  /** Its own seconds that pass in a second of the root. */
  get speed(): number {
    return this.parent ? this.parent.speed * this.rate : 1;
  }

  /** While it can be seen at all. */
  get window(): TimeWindow {
    if (!this.parent) return { start: 0, end: Infinity };
    const outer = this.parent.window;
    return {
      start: Math.max(outer.start, this.parent.toRoot(this.start)),
      end: Math.min(outer.end, this.parent.toRoot(this.end)),
    };
  }

  /** Its own time at a time of the root; before and after its slot, that of the slot's ends. */
  localTime(time: number): number {
    if (!this.parent) return time;
    const slot = Math.min(Math.max(this.parent.localTime(time), this.start), this.end);
    const exact = (slot - this.start) * this.rate + this.offset;
    const local = Math.round(exact * GRAINS) / GRAINS;
    return this.length > 0 ? Math.min(local, this.length) : local;
  }

  /** As {@link CompositionNode.localTime}, but a moment before the end, where everything of the last state is on. */
  clipTime(time: number): number {
    const local = this.localTime(time);
    return this.parent && this.length > 0 ? Math.min(local, this.length - BEFORE_END) : local;
  }

  /** The root's time at a time of its own, as if it had neither slot nor end. */
  toRoot(local: number): number {
    return this.parent ? this.parent.toRoot(this.start + (local - this.offset) / this.rate) : local;
  }
}
