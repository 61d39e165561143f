import { pendingLotties } from "./animations/adapter-lottie.ts";
import { hasAdapters, pendingBuilds } from "./animations/adapters.ts";
import { childTimeline, rootTimeline, timelineKeys } from "./animations/timelines.ts";
import type { CompositionNode } from "./composition/composition-node.ts";
import { openTree } from "./composition/open-stage.ts";
import { pendingFonts } from "./fonts/fonts-ready.ts";
import type { GradedImages } from "./grading/graded-images.ts";
import { playedMedia } from "./media/played-media.ts";
import type { PartMounter } from "./parts/part-mounter.ts";
import type { AgentConfig, Readiness } from "./protocol.ts";
import type { SheetPictures } from "./sheet-pictures.ts";

/** A page with sub-compositions may do without a timeline; it gets so long to bring one, in milliseconds. */
const PATIENCE = 1000;

const decodes = new WeakMap<HTMLImageElement, "pending" | "done">();

/** What else a page's first frame waits for. */
interface Awaited {
  /** Timelines that are done without. */
  readonly forgone: readonly string[];
  readonly graded: GradedImages;
  readonly sheets: SheetPictures;
}

/** Looks at the page after its `load` event; cheap enough to be asked again and again. */
export function readReadiness(
  config: AgentConfig,
  mounter: PartMounter,
  { forgone, graded, sheets }: Awaited,
): Readiness {
  const { loading } = mounter;
  const missing = loading.length > 0 ? [] : missingTimelines(config, mounter);
  const waitingFor =
    loading.length > 0
      ? [`sub-compositions (${loading.join(", ")})`]
      : missing.filter((name) => !forgone.includes(name));
  const lacksTimeline = loading.length === 0 && waitingFor.length > 0;
  // Fonts begin to load when layout meets their first letter.
  document.body?.getBoundingClientRect();
  if (document.fonts.status === "loading") waitingFor.push("fonts");
  waitingFor.push(...pendingMedia(sheets));
  const builds = pendingBuilds();
  const mayLackTime = loading.length === 0 && waitingFor.length === 0 && builds.length > 0;
  waitingFor.push(...builds, ...pendingLotties());
  if (waitingFor.length === 0) waitingFor.push(...graded.pending());
  // Last, as it looks through all that the others have brought.
  if (waitingFor.length === 0) waitingFor.push(...pendingFonts(captionText(config)));
  const otherwise = mayLackTime ? "perhaps" : "no";
  return { waitingFor, needsTime: lacksTimeline ? "yes" : otherwise, timelineKeys: timelineKeys() };
}

/** Pictures, and what scripts play, that are not loaded yet. */
function pendingMedia(sheets: SheetPictures): string[] {
  const pending: string[] = [];
  const pictures = [...document.images].filter((image) => !isDecoded(image));
  if (pictures.length > 0)
    pending.push(`pictures (${pictures.map((image) => image.src.slice(0, 200)).join(", ")})`);
  const late = sheets.pending();
  if (late.length > 0) pending.push(`pictures of style sheets (${late.join(", ").slice(0, 500)})`);
  if (playedMedia()?.isBusy) pending.push("videos and sounds that scripts have made");
  return pending;
}

/** What captions will say: it is nowhere in the page yet. */
function captionText({ narration }: AgentConfig): string {
  const groups = narration?.captions?.groups ?? [];
  return groups.map(({ words }) => words.map(({ text }) => text).join("")).join("");
}

/** The timelines that must come before the first frame, and have not, as scripts would write them. */
export function missingTimelines(config: AgentConfig, mounter: PartMounter): string[] {
  const { compositionId, wantsTimeline } = config;
  const tree = openTree(config, mounter);
  const isPatient = performance.now() <= PATIENCE;
  const inside = tree.nodes.filter(
    (node) => node.part && isPatient && promises(node) && !childTimeline(node),
  );
  const missing = inside.map(({ id }) => `window.__timelines["${id}"]`);
  if (!wantsTimeline || window.__hf || compositionId === null || rootTimeline(tree)) return missing;
  const mayDoWithout = (tree.nodes.length > 1 && !isPatient) || hasAdapters();
  return mayDoWithout ? missing : [`window.__timelines["${compositionId}"]`, ...missing];
}

/** Whether the scripts of a sub-composition say that they will bring a timeline. */
function promises({ part }: CompositionNode): boolean {
  return part?.source.html.includes("__timelines") ?? false;
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
