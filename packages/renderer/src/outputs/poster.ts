import { writeFile } from "node:fs/promises";
import type { ClaimedOutput } from "../assemble/claim-output.ts";
import { withPngComment } from "../assemble/png/png-comment.ts";
import { heldTake } from "../capture/held-take.ts";
import type { BrowserSlot } from "../chunk/browser-slot.ts";
import type { ChunkStore } from "../chunk/chunk-store.ts";
import { OptionError } from "../errors.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import { withPresenter } from "../narration/presenter/with-presenter.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import { encodeImage, imageOf, keepPicture, type StillPicture } from "../snapshot/picture-image.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { momentToFrame, type MomentOrPart } from "../timeline/moment.ts";
import { frame, type Frame } from "../timeline/units.ts";

/** The frame of a video that is its poster, and the chunk it is in. */
interface PosterFrame {
  readonly number: Frame;
  readonly chunk: Chunk;
}

/** Who takes the picture, and of what. */
interface PosterRequest {
  readonly plan: Plan;
  readonly slot: BrowserSlot;
  readonly store: ChunkStore;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  readonly comment: string;
}

/**
 * Finds the frame that a poster is wanted of, if one is.
 *
 * @throws {OptionError} if it is not one of those that are rendered.
 */
export function findPosterFrame(
  moment: MomentOrPart | null,
  { spec, chunks, first, end }: Plan,
): PosterFrame | null {
  if (moment === null) return null;
  const number =
    "part" in moment
      ? frame(first + Math.round((end - 1 - first) * moment.part))
      : momentToFrame(moment, spec.rate);
  const chunk = chunks.find((candidate) => number >= candidate.first && number < candidate.end);
  if (chunk) return { number, chunk };
  throw new OptionError("poster", `a frame that is rendered, ${first}f to ${end - 1}f`, `${number}f`);
}

/** Writes the picture of a frame as the video shows it, without loss, to the place beside the poster's. */
export async function takePoster(
  { number, chunk }: PosterFrame,
  output: ClaimedOutput,
  { plan, slot, store, presenter, comment }: PosterRequest,
): Promise<void> {
  const approach = plan.stepped ? "step" : await store.approach();
  const picture = await slot.film(chunk, approach, async (filmed) => {
    const take = heldTake(filmed, plan.pageFrames);
    // The same way as in the video: to the chunk's start, and from there on frame by frame.
    let shown = await take.show(chunk.first, approach);
    while (take.position < number) shown = (await take.next()) ?? shown;
    const page = await withPresenter(shown, number, presenter);
    return keepPicture(page.bgra, sizeOf(plan));
  });
  const png = await encodeImage(await imageOf(picture, plan.spec.transparent), ".png");
  await writeFile(output.temporaryFile, withPngComment(Buffer.from(png), comment));
}

function sizeOf({ spec }: Plan): Pick<StillPicture, "width" | "height"> {
  return { width: spec.width * spec.scale, height: spec.height * spec.scale };
}
