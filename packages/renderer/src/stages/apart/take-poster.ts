import { claimOutput } from "../../assemble/claim-output.ts";
import { interruptible } from "../../cancellation/interruptible.ts";
import type { Approach } from "../../capture/frame-source.ts";
import { inPhase, InterruptedError } from "../../errors.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { findPosterFrame, writePoster } from "../../outputs/poster.ts";
import { readMomentOrPart, type GivenMoment } from "../../timeline/moment.ts";
import { openSite } from "./open-site.ts";
import { resolveStageOptions } from "./stage-options.ts";
import { stageOutput, type StageOutputOptions } from "./stage-output.ts";

/** Which picture of a video. */
export interface WantedPoster {
  /** As `poster` of `render`: `1.5` (seconds), `"45f"` (frame), `"50%"` of what is rendered. */
  readonly moment: GivenMoment;
  /** How the chunks were rendered. @default `"jump"` */
  readonly approach?: Approach;
}

/** What a poster is taken with. */
export interface PosterOptions extends Omit<StageOutputOptions, "output"> {
  /** The PNG file to write. */
  readonly output: string;
}

/**
 * Writes one frame of a manifest as the video shows it, without loss: the picture that `render` writes with `poster`.
 *
 * @returns where it is.
 * @throws {OptionError} if the moment is none that is rendered.
 * @throws {CompositionError} if the manifest is damaged, or the store lacks a file.
 * @throws {OutputError} if the file may not or cannot be written.
 */
export async function takePoster(
  manifest: RenderManifest,
  { moment, approach = "jump" }: WantedPoster,
  given: PosterOptions,
): Promise<{ readonly file: string }> {
  const { output: _, force: __, name: ___, ...stage } = given;
  return interruptible(given, async () => {
    const values = resolveStageOptions(stage);
    const wanted = readMomentOrPart(moment, "moment");
    await using site = await openSite(manifest, values);
    const poster = findPosterFrame(wanted, site.plan);
    const [slot] = site.slots.take(1);
    if (!slot) throw new InterruptedError();
    const place = stageOutput(site.manifest, given, values.environment);
    const claim = { ...place, ffmpeg: site.ffmpeg.executable };
    await using claimed = await inPhase("write", () => claimOutput(claim));
    const filmed = { ...site, slot, approach, comment: place.comment };
    await inPhase("chunk", () => writePoster(poster, claimed, filmed));
    await claimed.commit();
    return { file: place.file };
  });
}
