import type { BrowserSlots } from "../chunk/browser-slots.ts";
import { inPhase } from "../errors.ts";
import { findCues } from "./find-cues.ts";
import { makeManifest } from "./make-manifest.ts";
import { openPictures } from "./open-pictures.ts";
import type { RenderJob } from "./render-job.ts";
import type { RenderSite } from "./render-site.ts";

/**
 * Opens a composition, and makes its manifest; its frames can be filmed at once, in the same browsers.
 *
 * @throws {RenderError} if the page says something that cannot be, or a file has changed since the render began.
 */
export function planSite(job: RenderJob, slots: BrowserSlots): Promise<RenderSite> {
  return inPhase("plan", () => planOpened(job, slots));
}

async function planOpened(job: RenderJob, slots: BrowserSlots): Promise<RenderSite> {
  const opened = await openPictures(job, slots, job.presenting);
  const cues = await findCues(job, slots, opened.planned);
  const manifest = await makeManifest(job, slots, { opened, cues });
  const { inputs, ffmpeg, progress, signal } = job;
  const plan = { ...opened.plan, chunks: manifest.plan.chunks };
  return { manifest, plan, slots, presenter: opened.presenter, contents: inputs, ffmpeg, progress, signal };
}
