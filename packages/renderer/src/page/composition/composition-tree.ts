import type { MountedPart } from "../parts/mounted-part.ts";
import { CompositionNode } from "./composition-node.ts";

/** Every composition of the page, each after the one that it stands in. */
export interface CompositionTree {
  readonly root: CompositionNode;
  readonly nodes: readonly CompositionNode[];
  /** The composition that an element's times count in; for a host, that is the one around it. */
  ownerOf(element: Element): CompositionNode;
  /** The composition that an element is the host or the root of. */
  nodeOf(element: Element): CompositionNode | undefined;
}

/** What marks an element as a composition. */
export const compositionSelector = "[data-composition-id], [data-composition-src]";

/** Finds the compositions of the page: the root, those written inside it, and the mounted ones. */
export function readTree(
  root: Element | null,
  partOf: (host: Element) => MountedPart | undefined,
): CompositionTree {
  const top = new CompositionNode({ element: root, parent: null, part: null });
  const byElement = new Map<Element, CompositionNode>(root ? [[root, top]] : []);
  const nodes = [top];
  const around = (element: Element | null): CompositionNode => {
    const near = element?.closest(compositionSelector) ?? null;
    if (!near) return top;
    return byElement.get(near) ?? around(near.parentElement);
  };
  for (const element of document.querySelectorAll(compositionSelector)) {
    if (byElement.has(element)) continue;
    const part = partOf(element) ?? null;
    const node = new CompositionNode({ element, parent: around(element.parentElement), part });
    nodes.push(node);
    byElement.set(element, node);
    if (part?.root) byElement.set(part.root, node);
  }
  return {
    root: top,
    nodes,
    nodeOf: (element) => byElement.get(element),
    ownerOf: (element) => {
      const own = byElement.get(element);
      return own?.parent && own.element === element ? own.parent : around(element);
    },
  };
}
