import { clipFramesOf, type NarrationPlan } from "../narration/plan-narration.ts";
import { beginRestStrip, openPresenter, type RestRequest } from "../narration/presenter/open-presenter.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import { StripMaker, type StripContext } from "../narration/strip/strip-maker.ts";
import type { Preparation } from "./prepare.ts";

/** Whoever speaks, while their pictures are made. Disposing of it ends that. */
export interface StartedPresenter extends AsyncDisposable {
  /** Whoever is shown over the pages, as it is planned; `null` if nobody is seen. */
  show(plan: NarrationPlan | null): Promise<Presenter | null>;
}

/** Begins to get the pictures of whoever speaks ready, for which no page is needed; nobody is seen without a request. */
export function startPresenter(request: RestRequest | null, context: StripContext): StartedPresenter {
  const maker = new StripMaker(context);
  const begun = request && beginRestStrip(request, maker);
  begun?.catch(() => undefined);
  return {
    show: async (plan) => {
      const rest = await begun;
      if (!request || !rest || !plan) return null;
      return openPresenter({ ...request, ...plan }, rest, maker);
    },
    [Symbol.asyncDispose]: async () => {
      await maker[Symbol.asyncDispose]();
      await begun?.catch(() => undefined);
    },
  };
}

/** What is shown of a narration at rest; `null` if it has no picture. */
export function restRequest({
  narration,
  spec,
}: Pick<Preparation, "narration" | "spec">): RestRequest | null {
  const video = narration?.info.video;
  if (!narration || !video) return null;
  const { settings, clip, info } = narration;
  const clipFrames = clipFramesOf(info, spec.rate);
  return { file: clip.file, video, placement: settings.placement, frame: spec, clipFrames };
}
