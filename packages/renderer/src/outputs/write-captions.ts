import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSrt, writeVtt } from "@hyperframes-engine/subtitles";
import type { ClaimedCaptions } from "../assemble/claim-captions.ts";
import { holdsSubtitles } from "../assemble/containers.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import { shownCaptions, type SubtitledPart } from "../narration/captions/shown-captions.ts";
import type { Progress } from "../progress.ts";
import { frameToSeconds } from "../timeline/frame-rate.ts";

/** Where captions go, and who hears what is wrong with them. */
interface CaptionsTools {
  /** Files beside the video; `null` if none are wanted. */
  readonly beside: ClaimedCaptions | null;
  /** For the file that becomes a track. */
  readonly folder: string;
  readonly comment: string;
  readonly progress: Progress;
}

/**
 * Writes captions beside the video, and those that become a track of it.
 *
 * @returns the file for the track; `null` if there is to be none.
 */
export async function writeCaptions(
  manifest: RenderManifest,
  { beside, folder, comment, progress }: CaptionsTools,
): Promise<string | null> {
  const { narration, format } = manifest;
  if (!narration?.captions) return null;
  const { groups, track } = narration.captions;
  if (groups.length === 0) {
    progress.complain(["There are no captions: the times of the narration's words are not known."], manifest);
  }
  const shown = shownCaptions(groups, partOf(manifest, narration.plan.start));
  const srt = writeSrt(shown);
  if (beside) {
    await writeFile(beside.srt.temporaryFile, srt);
    await writeFile(beside.vtt.temporaryFile, writeVtt(shown, comment));
  }
  if (!track || srt === "") return null;
  if (!holdsSubtitles(format.name)) {
    progress.complain([`A ${format.name} file has no room for a track of captions.`], manifest);
    return null;
  }
  const file = join(folder, "captions.srt");
  await writeFile(file, srt);
  return file;
}

function partOf({ plan, page }: RenderManifest, narrationStart: number): SubtitledPart {
  const [start, end] = [frameToSeconds(plan.first, page.rate), frameToSeconds(plan.end, page.rate)];
  return { narrationStart, start, end };
}
