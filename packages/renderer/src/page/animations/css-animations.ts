import { isShown, type Clip } from "../composition/clips.ts";
import type { CompositionNode } from "../composition/composition-node.ts";
import type { CompositionTree } from "../composition/composition-tree.ts";
import type { AnimationClock } from "./animation-clock.ts";

/** When an animation begins, in seconds of the composition that its element is in. */
interface Origin {
  readonly node: CompositionNode;
  /** The clip that its element is; `null` where it is none. */
  readonly clip: Clip | null;
}

/** An animation of the page's style sheets, and what it counts from. */
export interface PlacedAnimation extends Origin {
  readonly animation: CSSAnimation;
}

/** Where animations are looked for. */
export interface AnimatedStage {
  readonly tree: CompositionTree;
  readonly clips: readonly Clip[];
}

/** A clip that the browser does not lay out yet, so that it has not begun its animations. */
interface WaitingClip {
  readonly clip: Clip;
  readonly keys: ReadonlySet<string>;
}

/**
 * Places the animations that style sheets give elements from the start on: on a clip from the clip's start, in a
 * composition within the root from that one's start, in its own time. Those that a script or a class starts later begin when they are
 * started. Once they are placed, the clock alone moves them.
 */
export class CssAnimations {
  readonly #clock: AnimationClock;
  readonly #placed = new Map<Animation, PlacedAnimation>();
  readonly #owners: ReadonlyMap<Element, Clip>;
  #waiting: readonly WaitingClip[];
  /** Compositions that are over before their slots are, and hold their last state. */
  #ending: readonly CompositionNode[];

  /** Call while all clips are laid out. */
  constructor(stage: AnimatedStage, clock: AnimationClock) {
    this.#clock = clock;
    this.#owners = clipsByElement(stage);
    for (const placed of findCssAnimations(stage)) this.#place(placed);
    this.#waiting = stage.clips.flatMap((clip) => waitingClip(clip) ?? []);
    this.#ending = stage.tree.nodes.filter((node) => node.parent && node.declaredLength > 0);
  }

  /** Call in every frame, once everything else shows a time of the root, in seconds. */
  show(time: number): void {
    if (this.#waiting.length > 0) this.#waiting = this.#waiting.filter((waiting) => !this.#begin(waiting));
    if (this.#ending.length > 0) this.#ending = this.#ending.filter((node) => !this.#end(node, time));
  }

  #place(placed: PlacedAnimation): void {
    const { animation, node, clip } = placed;
    this.#placed.set(animation, placed);
    const begin = node.toRoot(clip?.start ?? 0);
    if (node.speed !== 1) animation.playbackRate = node.speed;
    this.#clock.start(animation, begin);
  }

  /** Whether a clip's animations have begun. */
  #begin({ clip, keys }: WaitingClip): boolean {
    if (!isShown(clip)) return false;
    const { element, node } = clip;
    const own = element
      .getAnimations({ subtree: true })
      .filter((animation) => animation instanceof CSSAnimation)
      .filter((animation) => targetOf(animation) === element && keys.has(keyOf(animation)));
    for (const animation of own)
      if (!this.#placed.has(animation))
        this.#place({ animation, node, clip: this.#owners.get(element) ?? null });
    return own.length > 0;
  }

  #end(node: CompositionNode, time: number): boolean {
    if (node.localTime(time) < node.length) return false;
    for (const { animation, node: own, clip } of this.#placed.values())
      if (own === node) this.#clock.stop(animation, node.length - (clip?.start ?? 0));
    return true;
  }
}

/** The animations that style sheets have given to what is laid out by now, and what each counts from. */
export function findCssAnimations(stage: AnimatedStage): PlacedAnimation[] {
  const owners = clipsByElement(stage);
  return [document, ...shadowRoots(stage.tree)].flatMap((scope) =>
    scope.getAnimations().flatMap((animation) => {
      const target = targetOf(animation);
      if (!(animation instanceof CSSAnimation) || !target) return [];
      // Scrolling and the like are no time.
      if (animation.timeline !== document.timeline) return [];
      const clip = owners.get(target) ?? null;
      return [{ animation, clip, node: clip?.node ?? stage.tree.ownerOf(hostOf(target)) }];
    }),
  );
}

function clipsByElement({ clips }: AnimatedStage): ReadonlyMap<Element, Clip> {
  return new Map(clips.map((clip) => [clip.element, clip]));
}

/** Elements of the author's own that are in compositions within the root: a document does not list what moves in them. */
function shadowRoots({ nodes }: CompositionTree): ShadowRoot[] {
  const within = (root: Element | ShadowRoot): ShadowRoot[] =>
    [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
      shadowRoot ? [shadowRoot, ...within(shadowRoot)] : [],
    );
  return [...new Set(nodes.flatMap(({ parent, element }) => (parent && element ? within(element) : [])))];
}

/** The element of the document that something in a shadow tree belongs to. */
function hostOf(element: Element): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? hostOf(root.host) : element;
}

function targetOf({ effect }: Animation): Element | null {
  return effect instanceof KeyframeEffect ? effect.target : null;
}

function keyOf({ effect, animationName }: CSSAnimation): string {
  return `${effect instanceof KeyframeEffect ? (effect.pseudoElement ?? "") : ""} ${animationName}`;
}

/** A clip that has animations, and is not laid out at first, or not before it is on. */
function waitingClip(clip: Clip): WaitingClip | null {
  if (!clip.leaf && clip.element.checkVisibility()) return null;
  const keys = new Set(
    ["", "::before", "::after"].flatMap((pseudo) =>
      getComputedStyle(clip.element, pseudo)
        .animationName.split(", ")
        .filter((name) => name !== "none")
        .map((name) => `${pseudo} ${name}`),
    ),
  );
  return keys.size > 0 ? { clip, keys } : null;
}
