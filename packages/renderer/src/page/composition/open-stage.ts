import { collectMedia, type MediaClip } from "../media/media.ts";
import { playedMedia } from "../media/played-media.ts";
import type { PartMounter } from "../parts/part-mounter.ts";
import type { AgentConfig, ClipPlace } from "../protocol.ts";
import { collectClips, type ClipList } from "./clips.ts";
import { readTree, type CompositionTree } from "./composition-tree.ts";
import { layOutCompositions } from "./root-layout.ts";

/** What plays on a page that is ready: its compositions, clips and media, laid out and placed in time. */
export interface Stage extends ClipList {
  readonly tree: CompositionTree;
  readonly media: readonly MediaClip[];
}

/** Reads and lays out a page that is ready; its elements are not looked for again. */
export function openStage(config: AgentConfig, mounter: PartMounter): Stage {
  mounter.close();
  const tree = openTree(config, mounter);
  for (const node of tree.nodes) {
    if (node.part) node.part.scope.clock = (time) => node.localTime(time);
  }
  layOutCompositions(tree, config);
  const list = collectClips(tree, {
    placeOf: placeFinder(mounter),
    narration: config.narration,
  });
  const played = playedMedia();
  const media = collectMedia(tree, list.clips, (element) => played?.has(element) ?? false);
  played?.close(media);
  return { ...list, tree, media };
}

/** The page's compositions as they stand now. */
export function openTree({ compositionId }: AgentConfig, mounter: PartMounter): CompositionTree {
  return readTree(findRoot(compositionId), (host) => mounter.partOf(host));
}

function findRoot(compositionId: string | null): HTMLElement | null {
  if (compositionId === null) return null;
  return document.querySelector<HTMLElement>(`[data-composition-id="${CSS.escape(compositionId)}"]`);
}

/** Elements of the composition's own HTML are counted as they stand in it. */
function placeFinder(mounter: PartMounter): (element: Element) => ClipPlace {
  const elements = [...document.querySelectorAll("[data-start]")].filter(
    (element) => !mounter.placeOf(element),
  );
  const indices = new Map(elements.map((element, index) => [element, index]));
  return (element) => mounter.placeOf(element) ?? { file: null, index: indices.get(element) ?? -1 };
}
