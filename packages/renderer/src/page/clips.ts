import type { ClipProblem, ClipReport } from "./protocol.ts";
import { resolveStarts, type StartProblem } from "./relative-start.ts";

/** One element with `data-start`: visible while `start ≤ t < end`, in seconds. */
export interface Clip {
  readonly element: HTMLElement | SVGElement;
  readonly start: number;
  readonly end: number;
  readonly leaf: boolean;
}

/** Every clip of the page, and every one that cannot be one. */
export interface ClipList {
  readonly clips: readonly Clip[];
  readonly reports: readonly ClipReport[];
  readonly problems: readonly ClipProblem[];
}

/** Starts that are sums of decimal fractions miss a frame's time by a rounding, in seconds. */
const ROUNDING = 1e-6;

const hiddenMark = "data-hf-hidden";

/** Hides by a mark that only this sheet knows, so that the author's own inline styles are left alone. */
export const clipStyle = `
  [${hiddenMark}], [${hiddenMark}] * { visibility: hidden !important; }
  [${hiddenMark}="leaf"] { display: none !important; }`;

/** Reads the clips below a root; the root itself is never hidden. */
export function collectClips(root: Element | null): ClipList {
  const elements = [...document.querySelectorAll<HTMLElement | SVGElement>("[data-start]")];
  const durations = elements.map((element) => readDuration(element.getAttribute("data-duration")));
  const starts = resolveStarts(
    elements.map((element, index) => ({
      id: element.id,
      start: element.getAttribute("data-start") ?? "",
      duration: finiteOrNull(durations[index]),
    })),
  );
  const clips: Clip[] = [];
  const reports: ClipReport[] = [];
  const problems: ClipProblem[] = [];
  elements.forEach((element, index) => {
    const start = starts[index];
    const duration = durations[index] ?? null;
    if (typeof start === "object") problems.push(startProblem(element, index, start));
    if (Number.isNaN(duration)) problems.push(durationProblem(element, index));
    if (element === root || typeof start !== "number" || Number.isNaN(duration)) return;
    const end = duration === null ? null : start + duration;
    clips.push({ element, start, end: end ?? Infinity, leaf: isInFlowLeaf(element) });
    reports.push({ ...describe(element), index, start, end });
  });
  return { clips, reports, problems };
}

/** Shows the clips that are on at a time, in seconds, and hides the others. */
export function showClips(clips: readonly Clip[], time: number): void {
  for (const { element, start, end, leaf } of clips) {
    const isOn = time >= start - ROUNDING && time < end - ROUNDING;
    const hidden = !isOn || element.hasAttribute("data-hidden");
    if (hidden === element.hasAttribute(hiddenMark)) continue;
    if (hidden) element.setAttribute(hiddenMark, leaf ? "leaf" : "");
    else element.removeAttribute(hiddenMark);
  }
}

/** `null` without the attribute, `NaN` where it is not a length of time. */
function readDuration(text: string | null): number | null {
  if (text === null || text.trim() === "") return null;
  const value = Number(text);
  return value >= 0 && Number.isFinite(value) ? value : Number.NaN;
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined || Number.isNaN(value) ? null : value;
}

function startProblem(element: Element, index: number, start: StartProblem): ClipProblem {
  return { index, attribute: "data-start", value: element.getAttribute("data-start") ?? "", start };
}

function durationProblem(element: Element, index: number): ClipProblem {
  return {
    index,
    attribute: "data-duration",
    value: element.getAttribute("data-duration") ?? "",
    start: null,
  };
}

/** A leaf that takes part in its parent's layout must give its room away while it is hidden. */
function isInFlowLeaf(element: Element): boolean {
  const { position } = getComputedStyle(element);
  return element.childElementCount === 0 && (position === "static" || position === "relative");
}

function describe(element: Element): Pick<ClipReport, "id" | "tag" | "track"> {
  return { id: element.id, tag: element.localName, track: element.getAttribute("data-track-index") ?? "" };
}
