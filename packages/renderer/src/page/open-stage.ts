import { collectClips, type ClipList } from "./clips.ts";
import { readTree, type CompositionTree } from "./composition-tree.ts";
import { collectMedia, type MediaClip } from "./media.ts";
import type { AgentConfig, ClipPlace } from "./protocol.ts";
import { layOutCompositions } from "./root-layout.ts";

/** What plays on a page that is ready: its compositions, clips and media, laid out and placed in time. */
export interface Stage extends ClipList {
  readonly tree: CompositionTree;
  readonly media: readonly MediaClip[];
}

/** Reads and lays out a page that is ready; its elements are not looked for again. */
export function openStage(config: AgentConfig): Stage {
  const tree = openTree(config);
  layOutCompositions(tree, config);
  const list = collectClips(tree, placeFinder());
  return { ...list, tree, media: collectMedia(tree, list.clips) };
}

/** The page's compositions as they stand now. */
export function openTree({ compositionId }: AgentConfig): CompositionTree {
  return readTree(findRoot(compositionId), () => undefined);
}

function findRoot(compositionId: string | null): HTMLElement | null {
  if (compositionId === null) return null;
  return document.querySelector<HTMLElement>(`[data-composition-id="${CSS.escape(compositionId)}"]`);
}

/** Elements of the composition's own HTML are counted as they stand in it. */
function placeFinder(): (element: Element) => ClipPlace {
  const elements = [...document.querySelectorAll("[data-start]")];
  const indices = new Map(elements.map((element, index) => [element, index]));
  return (element) => ({ file: null, index: indices.get(element) ?? -1 });
}
