import { complaintsOf } from "../browser/page-log.ts";
import { differsVisibly } from "../capture/differs-visibly.ts";
import type { Approach, Take } from "../capture/frame-source.ts";
import { heldTake } from "../capture/held-take.ts";
import type { BrowserSlot } from "../chunk/browser-slot.ts";
import { InterruptedError } from "../errors.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import { withPresenter } from "../narration/presenter/with-presenter.ts";
import type { OptionValues } from "../options.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import type { Progress } from "../progress.ts";
import { frame, type Frame } from "../timeline/units.ts";
import { findDetour } from "./detour.ts";
import { keepPicture, type StillPicture } from "./picture-image.ts";

/** What single frames are filmed of. */
interface StillsJob {
  readonly plan: Plan;
  readonly slot: BrowserSlot;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  readonly options: Pick<OptionValues, "strict">;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Frames of a page alone, as another way has shown them. */
type PagePictures = ReadonlyMap<Frame, Uint8Array>;

/**
 * Films single frames, given in order and each once, as a render shows them. Who registers a timeline says that the page can be sought:
 * such a page is jumped in, unless it shows that it depends on the frames before.
 */
export async function filmStills(
  ordered: readonly Frame[],
  job: StillsJob,
): Promise<Map<Frame, StillPicture>> {
  const { plan, slot } = job;
  const { measure } = await slot.openFirst();
  if (!plan.stepped && measure.timelineKeys.length > 0) {
    const pictures = await jumpTo(ordered, job);
    if (pictures) return pictures;
    job.progress.emit({
      event: "stepping",
      message: "The page is not a function of time, so it is stepped from its start. This is slower.",
    });
  }
  return filmOn({ approach: "step", frames: ordered }, job, (take) =>
    filmAll(take, { ordered, approach: "step", job }),
  );
}

/** `null` if another way to the frames shows something else. */
async function jumpTo(ordered: readonly Frame[], job: StillsJob): Promise<Map<Frame, StillPicture> | null> {
  const { frames, checked } = findDetour(ordered);
  const others =
    checked.size === 0
      ? new Map<Frame, Uint8Array>()
      : await filmOn({ approach: "jump", frames }, job, (take) => filmDetour(take, frames, checked));
  return filmOn({ approach: "jump", frames: ordered }, job, async (take) => {
    try {
      return await filmAll(take, { ordered, approach: "jump", job, others });
    } catch (error) {
      if (error instanceof OtherPicture) return null;
      throw error;
    }
  });
}

/** How a page gets to which frames. */
interface Way {
  readonly approach: Approach;
  readonly frames: readonly Frame[];
}

function filmOn<Result>(
  { approach, frames }: Way,
  { slot, plan }: StillsJob,
  film: (take: Take) => Promise<Result>,
): Promise<Result> {
  const chunk = { index: 0, first: frames[0] ?? frame(0), end: frame((frames.at(-1) ?? 0) + 1) };
  return slot.film(chunk, approach, (filmed) => film(heldTake(filmed, plan.pageFrames)));
}

async function filmDetour(
  take: Take,
  frames: readonly Frame[],
  checked: ReadonlySet<Frame>,
): Promise<PagePictures> {
  const pictures = new Map<Frame, Uint8Array>();
  for (const number of frames) {
    const { bgra } = await take.show(number, "jump");
    if (checked.has(number)) pictures.set(number, Uint8Array.from(bgra));
  }
  return pictures;
}

/** A frame that another way shows otherwise. */
class OtherPicture extends Error {
  override readonly name = "OtherPicture";
}

interface StillsRun {
  readonly ordered: readonly Frame[];
  readonly approach: Approach;
  readonly job: StillsJob;
  readonly others?: PagePictures;
}

async function filmAll(
  take: Take,
  { ordered, approach, job, others = new Map() }: StillsRun,
): Promise<Map<Frame, StillPicture>> {
  const { spec } = job.plan;
  const size = { width: spec.width * spec.scale, height: spec.height * spec.scale };
  const pictures = new Map<Frame, StillPicture>();
  for (const number of ordered) {
    if (job.signal.aborted) throw new InterruptedError();
    const page = await take.show(number, approach);
    const other = others.get(number);
    if (other && differsVisibly(other, page.bgra)) throw new OtherPicture();
    const { bgra } = await withPresenter(page, number, job.presenter);
    pictures.set(number, keepPicture(bgra, size));
  }
  job.progress.complain(complaintsOf(take.log), job.options);
  return pictures;
}
