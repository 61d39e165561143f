import { adapterReadiness } from "./adapters.ts";
import type { CompositionTree } from "./composition-tree.ts";
import { openTree } from "./open-stage.ts";
import type { AgentConfig, Readiness } from "./protocol.ts";
import { rootTimeline, timelineKeys } from "./timelines.ts";

/** A page whose parts have timelines may do without one of its own; it gets so long to bring one, in milliseconds. */
const PATIENCE = 1000;

const decodes = new WeakMap<HTMLImageElement, "pending" | "done">();

/** Looks at the page after its `load` event; cheap enough to be asked again and again. */
export function readReadiness(config: AgentConfig): Readiness {
  const waitingFor = missingTimelines(config);
  const needsTime = waitingFor.length > 0;
  // Fonts begin to load when layout meets their first letter.
  document.body?.getBoundingClientRect();
  if (document.fonts.status === "loading") waitingFor.push("fonts");
  const pictures = [...document.images].filter((image) => !isDecoded(image));
  if (pictures.length > 0)
    waitingFor.push(`pictures (${pictures.map((image) => image.src.slice(0, 200)).join(", ")})`);
  waitingFor.push(...adapterReadiness());
  return { waitingFor, needsTime, timelineKeys: timelineKeys() };
}

function missingTimelines(config: AgentConfig): string[] {
  const { compositionId, wantsTimeline } = config;
  if (!wantsTimeline || window.__hf?.seek || compositionId === null) return [];
  const tree = openTree(config);
  if (rootTimeline(tree) || isPatient(tree)) return [];
  return [`window.__timelines["${compositionId}"]`];
}

function isPatient(tree: CompositionTree): boolean {
  return tree.nodes.length > 1 && performance.now() > PATIENCE;
}

function isDecoded(image: HTMLImageElement): boolean {
  if (image.loading === "lazy") image.loading = "eager";
  if (!image.currentSrc && !image.src) return true;
  // A picture that failed is complete too, without a size.
  if (image.complete && image.naturalWidth === 0) return true;
  if (!decodes.has(image)) {
    decodes.set(image, "pending");
    const done = (): void => void decodes.set(image, "done");
    image.decode().then(done, done);
  }
  return decodes.get(image) === "done";
}
