import type { BrowserSlots } from "../chunk/browser-slots.ts";
import type { Contents } from "../manifest/contents.ts";
import type { ManifestMedia } from "../manifest/render-manifest.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import type { VideoSource } from "../page/protocol.ts";
import { measurePage, type Plan, type PlannedRender } from "./measure-page.ts";
import type { Preparation } from "./prepare.ts";
import type { StartedPresenter } from "./present.ts";
import { readableVideos } from "./readable-videos.ts";

/** A composition whose frames can be filmed. */
export interface OpenedPictures {
  /** What the page said of itself, with a plan in which it has no videos yet. */
  readonly planned: PlannedRender;
  readonly plan: Plan;
  readonly media: readonly ManifestMedia[];
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
}

/**
 * Opens a composition for everything that shows frames of it: asks the page what it is, makes its videos readable, and lets somebody
 * speak over it.
 */
export async function openPictures(
  job: Preparation,
  slots: BrowserSlots,
  presenting: StartedPresenter,
): Promise<OpenedPictures> {
  const planned = await measurePage(job, slots);
  const media = await readableVideos(job, planned);
  const plan = withHeldPage({
    ...planned.plan,
    spec: { ...planned.plan.spec, videos: await offerMedia(media, job.inputs, slots) },
  });
  if (media.length > 0 || plan.spec.heldFrom !== null) await slots.replacePage(plan.spec);
  return { planned, plan, media, presenter: await presenting.show(plan.narration) };
}

/** Lets pages read videos. */
export function offerMedia(
  media: readonly ManifestMedia[],
  contents: Pick<Contents, "locate">,
  { host }: BrowserSlots,
): Promise<VideoSource[]> {
  return Promise.all(
    media.map(async ({ digest, ending, ...video }) => {
      const readUrl = host.files.offerContent({ digest, ending }, await contents.locate(digest));
      return { ...video, readUrl };
    }),
  );
}

/** A page with captions cannot stand still as a whole: it is told to hold all but them. */
function withHeldPage(plan: Plan): Plan {
  if (plan.pageFrames >= plan.frames || !plan.spec.narration?.captions) return plan;
  return { ...plan, spec: { ...plan.spec, heldFrom: plan.pageFrames }, pageFrames: plan.frames };
}
