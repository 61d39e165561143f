import { complaintsOf } from "./browser/page-log.ts";
import { Crew } from "./chunk/crew.ts";
import { InterruptedError } from "./errors.ts";
import type { RenderOptions } from "./options.ts";
import type { PageMeasure } from "./page/protocol.ts";
import { planRender } from "./plan-render.ts";
import { prepare, type Preparation } from "./prepare.ts";
import { formatFrameRate } from "./timeline/frame-rate.ts";

/** A composition without rendering it. Plain JSON. */
export interface Inspection {
  /** The composition's id; `null` on a plain page. */
  readonly id: string | null;
  readonly title: string | null;
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second: `30`, `30000/1001`. */
  readonly rate: string;
  /** Seconds. */
  readonly duration: number;
  readonly frames: number;
  readonly clips: PageMeasure["clips"];
  readonly media: PageMeasure["media"];
  readonly timelines: readonly string[];
  /** Ids of declared variables. */
  readonly variables: readonly string[];
  /** Each chunk's first frame, and the one after its last. */
  readonly chunks: ReadonlyArray<{ readonly first: number; readonly end: number }>;
  readonly warnings: readonly string[];
}

/**
 * Opens a composition and tells what would be rendered.
 *
 * @throws {RenderError} as `render` does.
 */
export async function inspect(path: string, given: RenderOptions = {}): Promise<Inspection> {
  const job = await prepare(path, given);
  try {
    return await inspectPage(job);
  } catch (error) {
    // Whatever failed, it failed because the caller ended it.
    throw job.signal.aborted ? new InterruptedError() : error;
  }
}

async function inspectPage(job: Preparation): Promise<Inspection> {
  await using crew = await Crew.assemble(job);
  const plan = await planRender(job, crew);
  const take = await crew.workers(1)[0]?.openFirst();
  const { scene, composition } = job;
  return {
    id: scene.compositionId,
    title: composition.title,
    width: scene.width * scene.scale,
    height: scene.height * scene.scale,
    rate: formatFrameRate(scene.rate),
    duration: plan.duration,
    frames: plan.frames,
    clips: take?.measure.clips ?? [],
    media: take?.measure.media ?? [],
    timelines: take?.measure.timelineKeys ?? [],
    variables: composition.variables,
    chunks: plan.chunks.map(({ first, end }) => ({ first, end })),
    warnings: take ? complaintsOf(take.log) : [],
  };
}
