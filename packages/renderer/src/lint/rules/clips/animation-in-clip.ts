import { compositionScopes, type TimedClip } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";
import type { LintedPage } from "../../linted-page.ts";
import { matchesSelector } from "../../match-selector.ts";
import type { CssDeclaration, StyleSource } from "../../read-style.ts";

/** Elements within clips that are looked at; more are made by a program, and all alike. */
const MOST_ELEMENTS = 5000;

/** What a clip's own animations wait for, those of what is in it do not. */
export const animationInClip: Rule = {
  name: "animation-in-clip",
  *check({ documents, styles }) {
    const around = clipsAround(documents);
    if (around.size === 0) return;
    const clips = new Map(
      compositionScopes({ documents }).flatMap(({ clips: list }) => list.map((clip) => [clip.element, clip])),
    );
    for (const style of styles) {
      for (const declaration of style.declarations) {
        if (!begins(declaration) || isEndless(declaration, style)) continue;
        const animated = [...around.keys()].filter((element) => isMeant(element, declaration, style));
        yield* faults(animated, (element) => clips.get(around.get(element) ?? element));
      }
    }
  },
};

/** The clip around each element that is in one, and is none itself; compositions have a time of their own. */
function clipsAround(documents: LintedPage["documents"]): Map<HtmlElement, HtmlElement> {
  const around = new Map<HtmlElement, HtmlElement>();
  // Each comes after the one that it is in.
  for (const element of documents.flatMap(({ elements }) => elements)) {
    const { parent } = element;
    if (!parent || parent.isComposition || around.size === MOST_ELEMENTS) continue;
    const clip = parent.has("data-start") ? parent : around.get(parent);
    if (clip) around.set(element, clip);
  }
  for (const element of around.keys())
    if (element.has("data-start") || element.isComposition) around.delete(element);
  return around;
}

/** One that goes on for ever, or waits for a script, does not show when it began. */
function begins({ property, value, atRule }: CssDeclaration): boolean {
  if (atRule.endsWith("keyframes") || !/^(?:-webkit-)?animation(?:-name)?$/.test(property)) return false;
  return (
    !/^(?:none|initial|inherit|unset|revert)\b/i.test(value) && !/\b(?:infinite|paused)\b|var\(/i.test(value)
  );
}

function isEndless({ selector }: CssDeclaration, { declarations }: StyleSource): boolean {
  return declarations.some(
    (other) =>
      other.selector === selector &&
      (other.property === "animation-iteration-count" || other.property === "animation-play-state") &&
      /\b(?:infinite|paused)\b/i.test(other.value),
  );
}

function isMeant(
  element: HtmlElement,
  { selector }: CssDeclaration,
  { element: styled, document }: StyleSource,
): boolean {
  if (selector === null) return element === styled;
  return element.source === document.source && matchesSelector(element, selector);
}

/** One fault for each clip: what is true of a letter is true of the next. */
function* faults(
  elements: readonly HtmlElement[],
  clipOf: (element: HtmlElement) => TimedClip | undefined,
): Generator<Fault> {
  const told = new Set<TimedClip>();
  for (const element of elements) {
    const clip = clipOf(element);
    if (!clip || told.has(clip) || clip.start === 0) continue;
    told.add(clip);
    const start = typeof clip.start === "number" ? `${clip.start}` : null;
    yield {
      severity: "warning",
      location: element.locate(),
      message: `The CSS animation of <${element.tag}> starts with the composition, not with the clip around it${start ? `, at ${start} s` : ""}.`,
      advice: `Animate the clip itself, give the element a data-start of its own, or set ${start ? `animation-delay: ${start}s` : "an animation-delay"}.`,
    };
  }
}
