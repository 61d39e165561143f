import { isMoment, readMoment, type MomentProblem } from "../narration/narration-moment.ts";
import type { NarrationTimes } from "../narration/narration-times.ts";

/** What a clip says of its own time: seconds, or the raw text where it refers to another clip. */
export interface ClipTiming {
  /** The element's `id`, or empty. */
  readonly id: string;
  /** Another name for it, which ids go before. */
  readonly alias?: string;
  readonly start: string;
  /** `null` where the clip lasts until its parent ends. */
  readonly duration: number | null;
}

/** Why a start cannot be resolved; `path` holds the indices of the clips that lead there, the asked one first. */
export interface StartProblem {
  readonly kind: "syntax" | "unknown" | "cycle" | "endless" | "narration";
  readonly reference: string;
  readonly path: readonly number[];
  /** Where a moment of the narration is meant: what is wrong with that. */
  readonly moment?: MomentProblem;
}

/** `intro`, `intro + 0.5` or `intro - 0.5`. A space or a sign ends the id only where a number follows. */
const reference = /^([A-Za-z0-9_.:-]+?)(?:\s*([+-])\s*(\d+(?:\.\d+)?|\.\d+))?$/;
const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** The clip that the narration is to the others. */
export function narrationClip({ start, length }: NarrationTimes): ClipTiming {
  return { id: "", alias: "narration", start, duration: length };
}

/**
 * The start of every clip in seconds. A reference means the other clip's end, or a moment of the narration, plus or
 * minus an offset.
 *
 * @param narration if it is among these clips, it is the last one.
 * @returns for each clip its start, or the problem that keeps it from having one.
 */
export function resolveStarts(
  clips: readonly ClipTiming[],
  narration: NarrationTimes | null = null,
): Array<number | StartProblem> {
  const ids = clips.map(({ id }, index) => [id, index] as const);
  const aliases = clips.map(({ alias = "" }, index) => [alias, index] as const);
  const indices = new Map([...aliases, ...ids].filter(([name]) => name !== ""));
  const resolved = new Map<number, number | StartProblem>();

  const resolve = (index: number, path: readonly number[]): number | StartProblem => {
    const known = resolved.get(index);
    if (known !== undefined) return known;
    const result = compute(index, path);
    resolved.set(index, result);
    return result;
  };

  const compute = (index: number, path: readonly number[]): number | StartProblem => {
    const text = clips[index]?.start.trim() ?? "";
    if (number.test(text)) return Number(text);
    const here = [...path, index];
    if (isMoment(text)) return addMoment(text, here);
    const target = findTarget(text, indices);
    if (target === undefined) return { kind: "syntax", reference: text, path: here };
    if (target.index === undefined) return { kind: "unknown", reference: target.id, path: here };
    if (here.includes(target.index))
      return { kind: "cycle", reference: target.id, path: [...here, target.index] };
    const start = resolve(target.index, here);
    if (typeof start !== "number") return start;
    const duration = clips[target.index]?.duration ?? null;
    if (duration === null) return { kind: "endless", reference: target.id, path: [...here, target.index] };
    return start + duration + target.offset;
  };

  const addMoment = (text: string, here: readonly number[]): number | StartProblem => {
    const moment = readMoment(text, narration);
    if (typeof moment !== "number") return { kind: "narration", reference: text, path: here, moment };
    const last = clips.length - 1;
    if (here.includes(last)) return { kind: "cycle", reference: "narration", path: [...here, last] };
    const start = resolve(last, here);
    return typeof start === "number" ? start + moment : start;
  };

  return clips.map((_, index) => resolve(index, []));
}

interface Target {
  readonly id: string;
  readonly index: number | undefined;
  readonly offset: number;
}

function findTarget(text: string, indices: ReadonlyMap<string, number>): Target | undefined {
  // An id may hold a minus sign and digits itself, so the whole text is tried as an id before it is taken apart.
  const whole = indices.get(text);
  if (whole !== undefined) return { id: text, index: whole, offset: 0 };
  const match = reference.exec(text);
  if (!match?.[1]) return undefined;
  const offset = match[3] === undefined ? 0 : Number(match[3]);
  return { id: match[1], index: indices.get(match[1]), offset: match[2] === "-" ? -offset : offset };
}
