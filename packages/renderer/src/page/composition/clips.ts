import { compositionLength, declaredLength } from "../animations/timelines.ts";
import type { NarrationTimes } from "../narration/narration-times.ts";
import type { ClipPlace, ClipProblem, ClipReport } from "../protocol.ts";
import type { CompositionNode } from "./composition-node.ts";
import { compositionSelector, type CompositionTree } from "./composition-tree.ts";
import { narrationClip, resolveStarts, type StartProblem } from "./relative-start.ts";

/** One element with `data-start`: visible while `start ≤ t < end`, in seconds of its composition. */
export interface Clip {
  readonly element: HTMLElement | SVGElement;
  readonly node: CompositionNode;
  readonly start: number;
  readonly end: number;
  readonly leaf: boolean;
}

/** Every clip of the page, and every one that cannot be one. */
export interface ClipList {
  readonly clips: readonly Clip[];
  readonly reports: readonly ClipReport[];
  readonly problems: readonly ClipProblem[];
  /** When the narration begins, in seconds; `null` without one. */
  readonly narrationStart: number | null;
}

/** What clips are read with. */
interface ClipContext {
  readonly placeOf: PlaceFinder;
  readonly narration: NarrationTimes | null;
}

/** Says where an element is written. */
type PlaceFinder = (element: Element) => ClipPlace;

/** Starts that are sums of decimal fractions miss a frame's time by a rounding, in seconds. */
const ROUNDING = 1e-6;

const hiddenMark = "data-hf-hidden";
const clipSelector = `[data-start], [data-composition-src]`;

/** Hides by a mark that only this sheet knows, so that the author's own inline styles are left alone. */
export const clipStyle = `
  [${hiddenMark}], [${hiddenMark}] * { visibility: hidden !important; }
  [${hiddenMark}="leaf"] { display: none !important; }`;

/** Reads the clips of all compositions, and gives each composition its slot; a root is no clip. */
export function collectClips(tree: CompositionTree, { placeOf, narration }: ClipContext): ClipList {
  const timed = [...document.querySelectorAll<HTMLElement | SVGElement>(clipSelector)];
  const list = { clips: [] as Clip[], problems: [] as ClipProblem[], narrationStart: null as number | null };
  const byOwner = Map.groupBy(timed, (element) => tree.ownerOf(element));
  // From the inside out: how long a composition is says when its host ends.
  for (const node of tree.nodes.toReversed()) {
    const own = byOwner.get(node) ?? [];
    node.declaredLength = declaredLength(node);
    node.length = compositionLength(node);
    const durations = own.map((element) => durationOf(element, tree));
    // Only the root's time is the narration's own.
    const spoken = node.parent ? null : narration;
    const timings = own.map((element, index) => ({
      id: element.id,
      alias: element.getAttribute("data-composition-id") ?? "",
      start: startOf(element),
      duration: finiteOrNull(durations[index]),
    }));
    const starts = resolveStarts(spoken ? [...timings, narrationClip(spoken)] : timings, spoken);
    const begin = starts[own.length];
    if (typeof begin === "number") list.narrationStart = begin;
    if (typeof begin === "object")
      list.problems.push(narrationProblem(own, spoken, { start: begin, placeOf }));
    own.forEach((element, index) => {
      const start = starts[index];
      const duration = durations[index] ?? null;
      if (typeof start === "object") list.problems.push(startProblem(own, index, { start, placeOf }));
      if (Number.isNaN(duration)) list.problems.push(durationProblem(element, placeOf(element)));
      if (typeof start !== "number" || Number.isNaN(duration) || isRoot(tree, element)) return;
      const end = duration === null ? Infinity : start + duration;
      list.clips.push({ element, node, start, end, leaf: isInFlowLeaf(element) });
      const inside = tree.nodeOf(element);
      if (inside) Object.assign(inside, { start, end });
      if (end < Infinity) node.length = Math.max(node.length, end);
    });
  }
  const clips = list.clips.toSorted((a, b) => order(a.element, b.element));
  return { ...list, clips, reports: clips.map((clip) => report(clip, placeOf)) };
}

/** Shows the clips that are on at a time of the root, in seconds, and hides the others. */
export function showClips(clips: readonly Clip[], time: number): void {
  for (const { element, node, start, end, leaf } of clips) {
    const local = node.clipTime(time);
    const isOn = local >= start - ROUNDING && local < end - ROUNDING;
    const hidden = !isOn || element.hasAttribute("data-hidden");
    if (hidden === element.hasAttribute(hiddenMark)) continue;
    if (hidden) element.setAttribute(hiddenMark, leaf ? "leaf" : "");
    else element.removeAttribute(hiddenMark);
  }
}

/** Whether {@link showClips} has a clip shown. */
export function isShown({ element }: Clip): boolean {
  return !element.hasAttribute(hiddenMark);
}

/** A clip's start and end in seconds of the root, cut to what its composition shows. */
export function rootTimes({ node, start, end }: Pick<Clip, "node" | "start" | "end">): {
  readonly start: number;
  readonly end: number;
} {
  const { window } = node;
  const from = Math.min(Math.max(node.toRoot(start), window.start), window.end);
  return { start: from, end: Math.max(from, Math.min(node.toRoot(end), window.end)) };
}

function report(clip: Clip, placeOf: PlaceFinder): ClipReport {
  const { start, end } = rootTimes(clip);
  const { element } = clip;
  return {
    id: element.id,
    tag: element.localName,
    track: element.getAttribute("data-track-index") ?? "",
    chapter: element.getAttribute("data-chapter"),
    composition: clip.node.parent ? clip.node.id : null,
    ...placeOf(element),
    start,
    end: Number.isFinite(end) ? end : null,
  };
}

function startOf(element: Element): string {
  return element.getAttribute("data-start") ?? "0";
}

/** A host that does not say how long it is ends with what is in it. */
function durationOf(element: Element, tree: CompositionTree): number | null {
  const given = readDuration(element.getAttribute("data-duration"));
  const inside = given === null ? tree.nodeOf(element) : undefined;
  if (!inside || inside.length <= inside.offset) return given;
  return (inside.length - inside.offset) / inside.rate;
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

function isRoot(tree: CompositionTree, element: Element): boolean {
  const node = tree.nodeOf(element);
  return node !== undefined && (node.element !== element || node.parent === null);
}

interface FoundProblem {
  readonly start: StartProblem;
  readonly placeOf: PlaceFinder;
}

function startProblem(
  elements: readonly Element[],
  index: number,
  { start, placeOf }: FoundProblem,
): ClipProblem {
  const place = (position: number): ClipPlace => {
    const element = elements[position];
    return element ? placeOf(element) : { file: null, index: -1 };
  };
  return {
    ...place(index),
    attribute: "data-start",
    value: elements[index]?.getAttribute("data-start") ?? "",
    start: { ...start, path: start.path.map(place) },
  };
}

function narrationProblem(
  elements: readonly Element[],
  narration: NarrationTimes | null,
  found: FoundProblem,
): ClipProblem {
  return { ...startProblem(elements, elements.length, found), value: narration?.start ?? "" };
}

function durationProblem(element: Element, place: ClipPlace): ClipProblem {
  return {
    ...place,
    attribute: "data-duration",
    value: element.getAttribute("data-duration") ?? "",
    start: null,
  };
}

/** A leaf that takes part in its parent's layout must give its room away while it is hidden. */
function isInFlowLeaf(element: Element): boolean {
  const { position } = getComputedStyle(element);
  const empty = element.childElementCount === 0 && !element.matches(compositionSelector);
  return empty && (position === "static" || position === "relative");
}

function order(a: Node, b: Node): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
