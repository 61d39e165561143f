import { narrationClip, resolveStarts } from "../composition/relative-start.ts";
import { cueTime } from "./narration-moment.ts";
import type { NarrationPlaces, NarrationTimes } from "./narration-times.ts";

/** What scripts of a page are told of a narration. All times are seconds of the composition. */
interface GivenNarration {
  readonly start: number;
  readonly end: number;
  readonly words: ReadonlyArray<{ readonly word: string; readonly start: number; readonly end: number }>;
  readonly cues: Readonly<Record<string, number>>;
  readonly places: NarrationPlaces;
}

declare global {
  interface Window {
    __hfNarration?: GivenNarration | null;
  }
}

/** Tells the page's scripts when what is said, before any of them runs. */
export function giveNarration(narration: NarrationTimes | null): void {
  let known: GivenNarration | null = null;
  // Where the narration begins may depend on elements that are still to come, so it is read when it is asked for.
  const get = (): GivenNarration | null => (known ??= narration && timesOf(narration));
  Object.defineProperty(window, "__hfNarration", { get, configurable: true, enumerable: false });
}

function timesOf(narration: NarrationTimes): GivenNarration {
  const start = startOf(narration);
  const cues = Object.keys(narration.cues).map((name) => {
    const time = cueTime(name, narration);
    if (typeof time === "number") return [name, start + time] as const;
    throw new RangeError(`narration.cues.${name} names a word that is not said: ${time.reference}`);
  });
  return {
    start,
    end: start + narration.length,
    words: narration.words.map(({ text, start: from, end }) => ({
      word: text,
      start: start + from,
      end: start + end,
    })),
    cues: Object.fromEntries(cues),
    places: narration.places,
  };
}

/** By attributes alone: timelines that say how long something is may not be there yet. */
function startOf(narration: NarrationTimes): number {
  const elements = [...document.querySelectorAll("[data-start]")];
  const timings = elements.map((element) => ({
    id: element.id,
    alias: element.getAttribute("data-composition-id") ?? "",
    start: element.getAttribute("data-start") ?? "",
    duration: lengthOf(element),
  }));
  const start = resolveStarts([...timings, narrationClip(narration)], narration).at(-1);
  if (typeof start === "number") return start;
  throw new RangeError(`narration.placement.start "${narration.start}" cannot be resolved yet.`);
}

function lengthOf(element: Element): number | null {
  const length = Number.parseFloat(element.getAttribute("data-duration") ?? "");
  return Number.isFinite(length) ? length : null;
}
