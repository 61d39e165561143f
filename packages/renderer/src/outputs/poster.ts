import { writeFile } from "node:fs/promises";
import type { ClaimedOutput } from "../assemble/claim-output.ts";
import { withPngComment } from "../assemble/png/png-comment.ts";
import type { Approach } from "../capture/frame-source.ts";
import { heldTake } from "../capture/held-take.ts";
import type { BrowserSlot } from "../chunk/browser-slot.ts";
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
  /** How the page of its chunk came to the first frame. */
  readonly approach: Approach;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  readonly comment: string;
}

/**
 * Finds the frame that a poster is wanted of.
 *
 * @throws {OptionError} if it is not one of those that are rendered.
 */
export function findPosterFrame(moment: MomentOrPart, { spec, chunks, first, end }: Plan): PosterFrame {
  const number =
    "part" in moment
      ? frame(first + Math.round((end - 1 - first) * moment.part))
      : momentToFrame(moment, spec.rate);
  const chunk = chunks.find((candidate) => number >= candidate.first && number < candidate.end);
  if (chunk) return { number, chunk };
  throw new OptionError("poster", `a frame that is rendered, ${first}f to ${end - 1}f`, `${number}f`);
}

/** Writes the picture of a frame as the video shows it, without loss, to the place beside the poster's. */
export async function writePoster(
  { number, chunk }: PosterFrame,
  output: ClaimedOutput,
  { plan, slot, approach, presenter, comment }: PosterRequest,
): Promise<void> {
  const way = plan.stepped ? "step" : approach;
  const picture = await slot.film(chunk, way, async (filmed) => {
    const take = heldTake(filmed, plan.pageFrames);
    // The same way as in the video: to the chunk's start, and from there on frame by frame.
    let shown = await take.show(chunk.first, way);
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
