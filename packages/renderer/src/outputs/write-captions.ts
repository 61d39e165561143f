import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClaimedCaptions } from "../assemble/claim-captions.ts";
import { holdsSubtitles } from "../assemble/containers.ts";
import { captionGroups } from "../narration/captions/caption-groups.ts";
import { writeSrt, writeVtt, type SubtitledPart } from "../narration/captions/write-subtitles.ts";
import type { Plan } from "../plan-render.ts";
import { frameToSeconds } from "../timeline/frame-rate.ts";
import { commentOf, type RenderJob } from "./render-outputs.ts";

/**
 * Writes captions beside the video, and those that become a track of it.
 *
 * @returns the file for the track; `null` if there is to be none.
 */
export async function writeCaptions(
  job: RenderJob,
  plan: Plan,
  { beside, folder }: { readonly beside: ClaimedCaptions | null; readonly folder: string },
): Promise<string | null> {
  const { narration, format, progress, options } = job;
  if (!narration || !plan.narration || narration.settings.captions.length === 0) return null;
  const groups = captionGroups(narration.clip);
  if (groups.length === 0) {
    progress.complain(["There are no captions: the times of the narration's words are not known."], options);
  }
  const part = partOf(plan, plan.narration.start);
  if (beside) {
    await writeFile(beside.srt.temporaryFile, writeSrt(groups, part));
    await writeFile(beside.vtt.temporaryFile, writeVtt(groups, part, commentOf(job)));
  }
  const srt = writeSrt(groups, part);
  if (!narration.settings.captions.includes("track") || srt === "") return null;
  if (!holdsSubtitles(format.name)) {
    progress.complain([`A ${format.name} file has no room for a track of captions.`], options);
    return null;
  }
  const track = join(folder, "captions.srt");
  await writeFile(track, srt);
  return track;
}

function partOf({ first, end, scene: { rate } }: Plan, narrationStart: number): SubtitledPart {
  return { narrationStart, start: frameToSeconds(first, rate), end: frameToSeconds(end, rate) };
}
