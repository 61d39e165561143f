import { complaintsOf } from "../browser/page-log.ts";
import type { Take } from "../capture/frame-source.ts";
import type { BrowserSlot } from "../chunk/browser-slot.ts";
import type { BrowserSlots } from "../chunk/browser-slots.ts";
import { BrowserError, CompositionError, inPhase } from "../errors.ts";
import { findFfprobe } from "../ffmpeg/find-ffprobe.ts";
import { downloadLimits, openOutside } from "../media/locate-source.ts";
import { mediaComplaints } from "../media/media-complaints.ts";
import { mediaEnd } from "../media/media-end.ts";
import type { SourceInfo } from "../media/media-source.ts";
import { resolveMedia } from "../media/resolve-media.ts";
import type { MediaReport, PageMeasure } from "../page/protocol.ts";
import { declaredLengthComplaints } from "../plan/declared-length.ts";
import { gradingComplaints } from "../plan/grading-complaints.ts";
import { resolvePlan, type Plan } from "../plan/resolve-plan.ts";
import { seconds, type Seconds } from "../timeline/units.ts";
import type { Preparation } from "./prepare.ts";

export type { Plan } from "../plan/resolve-plan.ts";

/** A plan, and what was found out on the way to it. */
export interface PlannedRender {
  readonly plan: Plan;
  readonly measure: PageMeasure;
  /** The files of the page's media, by address. */
  readonly sources: ReadonlyMap<string, SourceInfo>;
}

/**
 * Opens the composition in the first slot, whose page the first chunk will use, finds its media, and plans the
 * render.
 *
 * @throws {CompositionError} if the page says something that cannot be, or, with `strict`, complains of anything.
 */
export async function measurePage(job: Preparation, slots: BrowserSlots): Promise<PlannedRender> {
  return inPhase("plan", () => measureOpened(job, slots));
}

async function measureOpened(job: Preparation, slots: BrowserSlots): Promise<PlannedRender> {
  const [slot] = slots.take(1);
  if (!slot) throw new CompositionError("there is nobody to render.");
  const { measure, log } = await inPhase("open", () => openPatiently(slot, job));
  const sources = await findSources(job, measure.media);
  const { spec, narration, sharing } = job;
  const facts = { spec, measure, narration, sharing, mediaEnd: lastEnd(measure.media, sources) };
  const plan = resolvePlan(job.options, job.composition, facts);
  const complaints = [
    ...timelineComplaints(measure),
    ...gradingComplaints(job.composition, measure),
    ...complaintsOf(log),
    ...slots.host.libraries.notes,
    ...mediaComplaints(measure.media, sources),
  ];
  for (const line of declaredLengthComplaints(job.options, job.composition, facts)) job.progress.warn(line);
  job.progress.complain([...measure.complaints, ...complaints], job.options);
  return { plan, measure, sources };
}

function timelineComplaints({ missingTimelines, timelineKeys }: PageMeasure): string[] {
  const keys = timelineKeys.map((key) => `"${key}"`).join(", ");
  const came = keys ? `registered were ${keys}` : "no timeline was registered";
  return missingTimelines.map(
    (name) =>
      `${name} never came, and is done without: ${came}. Set it, or put data-no-timeline on the root if nothing is to be sought.`,
  );
}

/** A browser that dies over the first page gets one more try, as it does over a chunk. */
async function openPatiently(slot: BrowserSlot, { progress, signal }: Preparation): Promise<Take> {
  try {
    return await slot.openFirst();
  } catch (error) {
    if (!(error instanceof BrowserError) || signal.aborted) throw error;
    progress.emit({ event: "retry", chunk: 0, attempt: 1, message: error.message });
    await slot.stop();
    return slot.openFirst();
  }
}

async function findSources(
  { options, environment, composition, cache, signal }: Preparation,
  media: readonly MediaReport[],
): Promise<PlannedRender["sources"]> {
  if (media.length === 0) return new Map();
  return resolveMedia(media, {
    projectFolder: composition.project.folder,
    cacheFolder: environment.cacheFolder,
    ffprobe: await findFfprobe(options.ffmpeg),
    cache,
    outside: openOutside(),
    limits: downloadLimits,
    signal,
  });
}

function lastEnd(media: readonly MediaReport[], sources: PlannedRender["sources"]): Seconds {
  const ends = media.map((report) => {
    const source = sources.get(report.url);
    return source && "info" in source ? (mediaEnd(report, source.info) ?? 0) : 0;
  });
  return seconds(Math.max(0, ...ends));
}
