import { resolveStarts, type StartProblem } from "../page/composition/relative-start.ts";
import type { HtmlDocument, HtmlElement } from "./html-document.ts";
import type { LintedPage } from "./linted-page.ts";

/** A clip as the HTML alone places it, in seconds of its composition. */
export interface TimedClip {
  readonly element: HtmlElement;
  /** The problem where there is no telling; `null` if it depends on the length of media or of another composition. */
  readonly start: number | StartProblem | null;
  /** `null` without `data-duration`, `NaN` where that is not a length of time. */
  readonly duration: number | null;
  /** Where `start` and `duration` are known. */
  readonly end: number | null;
  /** Of all clips that its `data-start` may refer to, in the order of {@link StartProblem.path}. */
  readonly siblings: readonly HtmlElement[];
}

/** One composition of a page: the root, one nested in it, or a file that is included. */
export interface CompositionScope {
  /** `null` where a file has clips, but no composition. */
  readonly element: HtmlElement | null;
  readonly document: HtmlDocument;
  readonly clips: readonly TimedClip[];
}

/** Starts refer to one another, so each may have to be looked at many times. */
const MOST_CLIPS = 2000;

/** The element that the video is made of: the entry's first with `data-composition-id`. */
export function rootOf({ documents }: LintedPage): HtmlElement | null {
  return documents[0] ? outermost(documents[0]) : null;
}

/** Everything that has an own time. */
export function compositionScopes({ documents }: Pick<LintedPage, "documents">): CompositionScope[] {
  return documents.flatMap((document) => scopesOf(document));
}

/** A length of time as attributes give it: `null` without, `NaN` if it is none. */
export function readLength(element: HtmlElement, name: string): number | null {
  const text = element.attribute(name)?.trim() ?? "";
  if (text === "") return null;
  const value = Number(text);
  return value >= 0 && Number.isFinite(value) ? value : Number.NaN;
}

function outermost({ elements }: HtmlDocument): HtmlElement | null {
  return elements.find((element) => element.has("data-composition-id")) ?? null;
}

function scopesOf(document: HtmlDocument): CompositionScope[] {
  const whole = outermost(document);
  const scopes = new Map<HtmlElement | null, TimedClip[]>();
  for (const clip of timedClips(document)) {
    if (clip.element === whole) continue;
    const scope = clip.element.composition ?? whole;
    scopes.set(scope, [...(scopes.get(scope) ?? []), clip]);
  }
  return Array.from(scopes, ([element, clips]) => ({ element, document, clips }));
}

function timedClips({ elements }: HtmlDocument): TimedClip[] {
  const siblings = elements.filter((element) => element.has("data-start")).slice(0, MOST_CLIPS);
  const lengths = siblings.map((element) => readLength(element, "data-duration"));
  const starts = resolveStarts(
    siblings.map((element, index) => ({
      id: element.id,
      alias: element.attribute("data-composition-id") ?? "",
      start: element.attribute("data-start") ?? "",
      duration: Number.isNaN(lengths[index]) ? null : (lengths[index] ?? null),
    })),
  );
  return siblings.map((element, index) => {
    const duration = lengths[index] ?? null;
    const start = knownStart(starts[index], siblings);
    const end = typeof start === "number" && duration !== null && duration >= 0 ? start + duration : null;
    return { element, start, duration, end, siblings };
  });
}

/** When a narration's words are said, and when media and compositions end, only the page that runs can tell. */
function knownStart(
  start: number | StartProblem | undefined,
  siblings: readonly HtmlElement[],
): TimedClip["start"] {
  if (typeof start === "object" && start.moment?.kind === "absent") return null;
  if (start === undefined || typeof start === "number" || start.kind !== "endless") return start ?? null;
  const target = siblings[start.path.at(-1) ?? -1];
  const endsItself = target && (target.isMedia || target.isComposition);
  return endsItself ? null : start;
}
