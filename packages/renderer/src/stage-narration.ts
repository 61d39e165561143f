import type { Crew } from "./chunk/crew.ts";
import { MediaError } from "./errors.ts";
import { NarrationError } from "./narration/narration-error.ts";
import { makeRestStrip, openPresenter, type RestRequest } from "./narration/open-presenter.ts";
import { clipFramesOf } from "./narration/plan-narration.ts";
import type { PresenterStrip, StripContext } from "./narration/presenter-strip.ts";
import type { Presenter } from "./narration/presenter.ts";
import type { Plan } from "./plan-render.ts";
import type { Preparation } from "./prepare.ts";

/**
 * Begins to get the picture of whoever speaks ready, for which no page is needed; `null` if nobody is seen. A failure
 * shows when it is awaited.
 */
export function startNarration(job: Preparation): Promise<PresenterStrip | null> {
  const request = restRequest(job);
  const made = request ? explained(makeRestStrip(request, contextOf(job))) : Promise.resolve(null);
  made.catch(() => undefined);
  return made;
}

/** A page with captions cannot stand still as a whole: it is told to hold all but them. */
export async function holdComposition(plan: Plan, crew: Pick<Crew, "stage">): Promise<Plan> {
  if (plan.pageFrames >= plan.frames || !plan.scene.narration?.captions) return plan;
  const scene = { ...plan.scene, heldFrom: plan.pageFrames };
  await crew.stage(scene);
  return { ...plan, scene, pageFrames: plan.frames };
}

/**
 * Gets whoever speaks ready for all chunks; `null` if nobody is seen.
 *
 * @throws {NarrationError} if the clip cannot be read.
 */
export async function stageNarration(
  job: Preparation,
  { narration }: Plan,
  started: Promise<PresenterStrip | null>,
): Promise<Presenter | null> {
  const [request, rest] = [restRequest(job), await started];
  if (!request || !rest || !narration) return null;
  return explained(openPresenter({ ...request, ...narration }, rest, contextOf(job)));
}

function restRequest({ narration, scene }: Preparation): RestRequest | null {
  const video = narration?.info.video;
  if (!narration || !video) return null;
  const { settings, clip, info } = narration;
  const clipFrames = clipFramesOf(info, scene.rate);
  return { file: clip.file, video, placement: settings.placement, frame: scene, clipFrames };
}

function contextOf({ options, environment, signal }: Preparation): StripContext {
  return { ffmpeg: options.ffmpeg, cacheFolder: environment.cacheFolder, signal };
}

function explained<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw error instanceof MediaError ? NarrationError.of(error.message) : error;
  });
}
