import { join, resolve } from "node:path";
import { together } from "../cancellation/together.ts";
import type { BrowserSlot } from "../chunk/browser-slot.ts";
import type { BrowserSlots } from "../chunk/browser-slots.ts";
import { ChunkStore, type ChunkRecord } from "../chunk/chunk-store.ts";
import { scheduleChunks } from "../chunk/schedule-chunks.ts";
import { defaultWorkerCount } from "../chunk/worker-count.ts";
import { inPhase } from "../errors.ts";
import { picturesName } from "../manifest/manifest-name.ts";
import { keepIntermediates } from "../outputs/debug-report.ts";
import { findPosterFrame, writePoster } from "../outputs/poster.ts";
import {
  claimOutputs,
  commentOf,
  defaultOutput,
  writtenPaths,
  type RenderOutputs,
} from "../outputs/render-outputs.ts";
import { describeFile, type RenderResult } from "../outputs/render-result.ts";
import { formatFrameRate } from "../timeline/frame-rate.ts";
import { assembleManifest } from "./assemble-manifest.ts";
import { mixManifest } from "./mix-manifest.ts";
import { planSite } from "./plan-site.ts";
import type { Preparation } from "./prepare.ts";
import type { RenderJob } from "./render-job.ts";
import { chunkJob, segmentEnding, type RenderSite } from "./render-site.ts";

/**
 * Renders what has been prepared, with slots that may have rendered something else before.
 *
 * @param start when the render began, as `performance.now()` tells it.
 * @throws {RenderError} as `render` does.
 */
export async function renderPrepared(
  job: RenderJob,
  slots: BrowserSlots,
  start: number,
): Promise<RenderResult> {
  const comment = commentOf(job.spec.compositionId, job.composition.project.name);
  await using outputs = await inPhase("write", () => claimJobOutputs(job, comment));
  const site = await planSite(job, slots);
  const { manifest, plan, contents } = site;
  const poster = job.options.poster && findPosterFrame(job.options.poster, plan);
  const taken = slots.take(workersFor(job, plan.chunks.length));
  announce(site, taken.length);
  await using store = await openStore(site, job);
  const { folder } = store;
  const mixed = { contents, cache: job.cache, progress: job.progress, ffmpeg: job.options.ffmpeg };
  const [records, sound] = await together(job.signal, (signal) => [
    renderPictures({ ...site, signal }, store, taken),
    mixManifest(manifest, { ...mixed, signal, file: join(folder, "sound.f32le") }),
  ]);
  const [slot] = taken;
  if (poster && outputs.poster && slot) {
    const approach = await store.approach();
    await writePoster(poster, outputs.poster, { ...site, approach, slot, comment });
  }
  // Hours may lie between.
  const isWhole = await store.areUnchanged(plan.chunks);
  const whole = isWhole ? records : await renderPictures(site, store, taken);
  await contents.check(slots.host.files.served);
  await assembleManifest(
    manifest,
    { records: whole, sound, segmentOf: (chunk) => store.fileOf(chunk) },
    { ...site, outputs, comment, folder, ffmpeg: job.ffmpeg.executable },
  );
  const result = await summarize(site, outputs, { workers: taken.length, start });
  if (job.options.debug) await keepIntermediates(result, { manifest, records: whole, folder });
  return result;
}

/** How many browsers render so many chunks. */
export function workersFor({ options, spec }: Preparation, chunks: number): number {
  return Math.min(chunks, options.workers ?? defaultWorkerCount(spec));
}

async function claimJobOutputs(job: RenderJob, comment: string): Promise<RenderOutputs> {
  const { options, environment, format, composition, narration, ffmpeg, inputs } = job;
  const name = options.output ?? defaultOutput(composition.project.name, format);
  const outputs = await claimOutputs({
    output: resolve(environment.workingFolder, name),
    ...{ format, comment, force: options.force, debug: options.debug, ffmpeg: ffmpeg.executable },
    poster: options.poster !== null,
    captions: narration?.settings.captions.includes("file") ?? false,
  });
  inputs.leaveOut(writtenPaths(outputs));
  return outputs;
}

async function openStore({ manifest }: RenderSite, job: RenderJob): Promise<ChunkStore> {
  const { cacheFolder } = job.environment;
  const store = await ChunkStore.open(cacheFolder, picturesName(manifest), segmentEnding(manifest));
  if (!job.options.resume) await store.clear();
  return store;
}

async function renderPictures(
  site: RenderSite,
  store: ChunkStore,
  slots: readonly BrowserSlot[],
): Promise<readonly ChunkRecord[]> {
  const job = chunkJob(site, store);
  return job ? inPhase("chunk", () => scheduleChunks({ ...job, slots })) : [];
}

function announce({ manifest, slots, progress }: RenderSite, workers: number): void {
  const { page, plan, engine } = manifest;
  progress.emit({
    event: "plan",
    width: page.width * page.scale,
    height: page.height * page.scale,
    rate: formatFrameRate(page.rate),
    duration: plan.duration,
    frames: plan.end - plan.first,
    chunks: plan.chunks.length,
    workers,
    browser: slots.browser.reason,
    ffmpeg: engine.ffmpeg,
  });
}

async function summarize(
  { manifest, slots, progress }: RenderSite,
  { main, poster }: RenderOutputs,
  { workers, start }: { readonly workers: number; readonly start: number },
): Promise<RenderResult> {
  return {
    ...(await describeFile(main.file, manifest)),
    poster: poster?.file ?? null,
    still: progress.still,
    seconds: (performance.now() - start) / 1000,
    workers,
    source: slots.source,
    browser: slots.browser.version,
    ffmpeg: manifest.engine.ffmpeg,
    warnings: progress.warnings,
  };
}
