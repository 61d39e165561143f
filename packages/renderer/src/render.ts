import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assembleVideo } from "./assemble/assemble-video.ts";
import { claimOutput, type ClaimedOutput } from "./assemble/claim-output.ts";
import { ChunkStore, type ChunkRecord } from "./chunk/chunk-store.ts";
import { Crew } from "./chunk/crew.ts";
import { jobKey } from "./chunk/job-key.ts";
import { joinStillChunks } from "./chunk/join-still-chunks.ts";
import { renderChunks } from "./chunk/render-chunks.ts";
import { defaultWorkerCount } from "./chunk/worker-count.ts";
import { keepIntermediates } from "./debug-report.ts";
import { h264Arguments } from "./encode/h264-arguments.ts";
import { InterruptedError } from "./errors.ts";
import { findFfmpeg, type FoundFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import type { RenderOptions } from "./options.ts";
import { planRender, type Plan } from "./plan-render.ts";
import { prepare, type Preparation } from "./prepare.ts";
import type { RenderResult } from "./render-result.ts";
import { chunkList } from "./timeline/chunk-list.ts";
import { formatFrameRate, secondsToFrame } from "./timeline/frame-rate.ts";
import { frame, seconds } from "./timeline/units.ts";
import { version } from "./version.ts";

interface RenderJob extends Preparation {
  readonly ffmpeg: FoundFfmpeg;
}

/**
 * Renders a composition, an HTML file or a folder with `index.html`, to a video file.
 *
 * @throws {RenderError} whose `code` says what went wrong; then no file was written, and the one that was there still is.
 */
export async function render(path: string, given: RenderOptions = {}): Promise<RenderResult> {
  const start = performance.now();
  const prepared = await prepare(path, given);
  try {
    await using crew = await Crew.assemble(prepared);
    // Browsers take longest to start; everything that does not need them is done meanwhile.
    crew.workers(workersFor(prepared, expectedChunks(prepared)));
    const job: RenderJob = { ...prepared, ffmpeg: await findFfmpeg(prepared.options.ffmpeg) };
    await using output = await claimOutput(outputRequest(job));
    const plan = await planRender(job, crew);
    const workers = crew.workers(workersFor(job, plan.chunks.length));
    announce(job, plan, { workers: workers.length, browser: crew.browser.reason });
    await using store = await openStore(job, plan, crew);
    const encoder = encoderArguments(job);
    const records = await renderChunks({
      ...job,
      plan,
      workers,
      store,
      encoder,
      ffmpeg: job.ffmpeg.executable,
    });
    await assemble(job, output, { plan, store, records });
    store.complete();
    const result = await summarize(job, output, { plan, crew, workers: workers.length, start });
    if (job.options.debug) await keepIntermediates(result, { plan, records, folder: store.folder });
    return result;
  } catch (error) {
    // Whatever failed, it failed because the caller ended it.
    throw prepared.signal.aborted ? new InterruptedError() : error;
  }
}

function workersFor({ options, scene }: Preparation, chunks: number): number {
  return Math.min(chunks, options.workers ?? defaultWorkerCount(scene));
}

/** What the HTML alone says of the length: the page may say more. */
function expectedChunks({ options, scene, composition }: Preparation): number {
  const duration = options.duration ?? composition.root?.duration ?? seconds(0);
  return Math.max(1, chunkList(frame(0), secondsToFrame(duration, scene.rate)).length);
}

function outputRequest({
  options,
  environment,
  composition,
  scene,
  ffmpeg,
}: RenderJob): Parameters<typeof claimOutput>[0] {
  const name = options.output ?? join("renders", `${composition.project.name}.mp4`);
  return {
    file: resolve(environment.workingFolder, name),
    comment: commentOf({ scene, composition }),
    force: options.force,
    ffmpeg: ffmpeg.executable,
  };
}

/** Stands in the file, and says which files a later render may replace. */
function commentOf({ scene, composition }: Pick<Preparation, "scene" | "composition">): string {
  return `Rendered by HyperFrames from ${scene.compositionId ?? composition.project.name}`;
}

function encoderArguments({ scene, options }: RenderJob): string[] {
  const { width, height, scale, rate } = scene;
  return h264Arguments({ ...options, width: evenUp(width * scale), height: evenUp(height * scale), rate });
}

async function openStore(job: RenderJob, plan: Plan, crew: Crew): Promise<ChunkStore> {
  const dependencies = {
    version,
    plan,
    encoder: encoderArguments(job),
    browser: crew.browser.version,
    ffmpeg: job.ffmpeg.version,
    source: job.options.frameSource,
    // A chunk that was let pass with a warning must not do where warnings are errors.
    strict: job.options.strict,
  };
  const key = await jobKey(job.composition.project.folder, dependencies);
  const store = await ChunkStore.open(job.environment.cacheFolder, key);
  if (!job.options.resume) await store.clear();
  return store;
}

async function assemble(
  job: RenderJob,
  output: ClaimedOutput,
  { plan, store, records }: { plan: Plan; store: ChunkStore; records: readonly ChunkRecord[] },
): Promise<void> {
  job.progress.emit({ event: "assembling" });
  const segments = joinStillChunks(plan.chunks, records).map(({ chunk, repeats }) => ({
    file: store.fileOf(chunk),
    repeats,
  }));
  await assembleVideo(segments, output, {
    ffmpeg: job.ffmpeg.executable,
    rate: job.scene.rate,
    title: job.composition.title,
    comment: commentOf(job),
    signal: job.signal,
  });
}

function announce(
  job: RenderJob,
  plan: Plan,
  { workers, browser }: { workers: number; browser: string },
): void {
  const { width, height, scale, rate } = job.scene;
  job.progress.emit({
    event: "plan",
    width: width * scale,
    height: height * scale,
    rate: formatFrameRate(rate),
    duration: plan.duration,
    frames: plan.end - plan.first,
    chunks: plan.chunks.length,
    workers,
    browser,
    ffmpeg: job.ffmpeg.version,
  });
}

async function summarize(
  job: RenderJob,
  { file }: ClaimedOutput,
  { plan, crew, workers, start }: { plan: Plan; crew: Crew; workers: number; start: number },
): Promise<RenderResult> {
  const { width, height, scale, rate } = job.scene;
  return {
    file,
    bytes: (await stat(file)).size,
    width: evenUp(width * scale),
    height: evenUp(height * scale),
    rate: formatFrameRate(rate),
    frames: plan.end - plan.first,
    still: job.progress.still,
    seconds: (performance.now() - start) / 1000,
    workers,
    source: crew.source,
    browser: crew.browser.version,
    ffmpeg: job.ffmpeg.version,
    warnings: job.progress.warnings,
  };
}

/** 4:2:0 has one chroma sample for two by two pixels, so sizes are even. */
function evenUp(size: number): number {
  return size + (size % 2);
}
