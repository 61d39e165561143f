import type { BrowserSlots } from "./chunk/browser-slots.ts";
import { clipFramesOf } from "./narration/plan-narration.ts";
import { beginRestStrip, openPresenter, type RestRequest } from "./narration/presenter/open-presenter.ts";
import type { Presenter } from "./narration/presenter/presenter.ts";
import { StripMaker } from "./narration/strip/strip-maker.ts";
import type { Plan } from "./plan-render.ts";
import type { Preparation } from "./prepare.ts";

/** Whoever speaks, while their pictures are made. Disposing of it ends that. */
export interface StartedNarration extends AsyncDisposable {
  /** Whoever is shown over the pages of a plan; `null` if nobody is seen. */
  stage(plan: Plan): Promise<Presenter | null>;
}

/** Begins to get the pictures of whoever speaks ready, for which no page is needed. */
export function startNarration(job: Preparation): StartedNarration {
  const { options, environment, signal } = job;
  const maker = new StripMaker({ ffmpeg: options.ffmpeg, cacheFolder: environment.cacheFolder, signal });
  const request = restRequest(job);
  const begun = request && beginRestStrip(request, maker);
  begun?.catch(() => undefined);
  return {
    stage: async ({ narration }) => {
      const rest = await begun;
      if (!request || !rest || !narration) return null;
      return openPresenter({ ...request, ...narration }, rest, maker);
    },
    [Symbol.asyncDispose]: async () => {
      await maker[Symbol.asyncDispose]();
      await begun?.catch(() => undefined);
    },
  };
}

/** A page with captions cannot stand still as a whole: it is told to hold all but them. */
export async function holdComposition(plan: Plan, slots: Pick<BrowserSlots, "replaceScene">): Promise<Plan> {
  if (plan.pageFrames >= plan.frames || !plan.scene.narration?.captions) return plan;
  const scene = { ...plan.scene, heldFrom: plan.pageFrames };
  await slots.replaceScene(scene);
  return { ...plan, scene, pageFrames: plan.frames };
}

function restRequest({ narration, scene }: Preparation): RestRequest | null {
  const video = narration?.info.video;
  if (!narration || !video) return null;
  const { settings, clip, info } = narration;
  const clipFrames = clipFramesOf(info, scene.rate);
  return { file: clip.file, video, placement: settings.placement, frame: scene, clipFrames };
}
