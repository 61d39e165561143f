import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { assembleOutput } from "./assemble/assemble-output.ts";
import type { SoundTrack } from "./audio/mix-sound.ts";
import { interruptible } from "./cancellation/interruptible.ts";
import { together } from "./cancellation/together.ts";
import { BrowserSlots } from "./chunk/browser-slots.ts";
import { ChunkStore, type ChunkRecord } from "./chunk/chunk-store.ts";
import { forgetKept } from "./chunk/forget-kept.ts";
import { jobKey } from "./chunk/job-key.ts";
import { joinStillChunks } from "./chunk/join-still-chunks.ts";
import { renderChunks, type ChunkJob } from "./chunk/render-chunks.ts";
import { defaultWorkerCount } from "./chunk/worker-count.ts";
import { checkScene } from "./encode/check-scene.ts";
import { evenUp } from "./encode/even-up.ts";
import { resolveFormat } from "./encode/resolve-format.ts";
import { inPhase } from "./errors.ts";
import { findFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import { unlessKilled } from "./ffmpeg/killed-error.ts";
import { lintWarnings } from "./lint/lint-warnings.ts";
import { findCues, mixComposition } from "./mix-composition.ts";
import { presenterKey, type Presenter } from "./narration/presenter/presenter.ts";
import { resolveOptions, type OptionValues } from "./options.ts";
import { keepIntermediates } from "./outputs/debug-report.ts";
import { findPosterFrame, takePoster } from "./outputs/poster.ts";
import { claimOutputs, commentOf, type RenderJob, type RenderOutputs } from "./outputs/render-outputs.ts";
import type { RenderResult } from "./outputs/render-result.ts";
import { writeCaptions } from "./outputs/write-captions.ts";
import { planRender, type Plan } from "./plan-render.ts";
import { prepare, type Preparation } from "./prepare.ts";
import type { RenderOptions } from "./render-options.ts";
import { holdComposition, startNarration } from "./stage-narration.ts";
import { stageVideos } from "./stage-videos.ts";
import { countChunks } from "./timeline/chunk-list.ts";
import { formatFrameRate, secondsToFrame } from "./timeline/frame-rate.ts";
import { frame, seconds } from "./timeline/units.ts";
import { version } from "./version.ts";

/**
 * Renders a composition, an HTML file or a folder with `index.html`, to a video file.
 *
 * @throws {RenderError} whose `code` says what went wrong; then no file was written, and the one that was there still is.
 */
export async function render(path: string, given: RenderOptions = {}): Promise<RenderResult> {
  const start = performance.now();
  return interruptible(given, async () => {
    const options = resolveOptions(given);
    await using prepared = await prepareRender(options, () => prepare(path, options, "only"));
    await using slots = await inPhase("open", () => BrowserSlots.open(prepared));
    // Browsers take longest to start; everything that does not need them is done meanwhile.
    slots.take(workersFor(prepared, expectedChunks(prepared)));
    await warnOfLint(prepared);
    const job = { ...prepared, ffmpeg: await findFfmpeg(prepared.options.ffmpeg, prepared.format.encoders) };
    await forgetKept(job.environment.cacheFolder);
    return await renderWith(slots, job, start);
  });
}

/**
 * Renders what has been prepared, with a slots that may have rendered something else before.
 *
 * @param start when the render began, as `performance.now()` tells it.
 * @throws {RenderError} as {@link render} does.
 */
export async function renderWith(slots: BrowserSlots, job: RenderJob, start: number): Promise<RenderResult> {
  await using outputs = await claimOutputs(job);
  const planned = await planRender(job, slots);
  const cues = await findCues(job, slots, planned);
  const staged = await holdComposition(await stageVideos(job, slots, planned), slots);
  const plan = withChunksWanted(staged, job);
  const presenter = await job.presenting.stage(plan);
  const poster = findPosterFrame(job.options.poster, plan);
  const taken = slots.take(workersFor(job, plan.chunks.length));
  announce(job, plan, { workers: taken.length, browser: slots.browser.reason });
  await using store = await openStore(job, outputs, { plan, slots, presenter });
  const [records, sound] = await together(job.signal, (signal) => [
    renderPictures({ ...job, signal }, { plan, slots: taken, store, presenter }),
    mixComposition({ ...job, signal }, planned, { cues, folder: store.folder }),
  ]);
  const [slot] = taken;
  if (poster && outputs.poster && slot)
    await takePoster(poster, outputs.poster, { plan, store, slot, presenter, comment: commentOf(job) });
  const subtitles = await writeCaptions(job, plan, { beside: outputs.captions, folder: store.folder });
  // Hours may lie between.
  const whole = (await store.areUnchanged(plan.chunks))
    ? records
    : await renderPictures(job, { plan, slots: taken, store, presenter });
  await assemble(job, outputs, { plan, store, records: whole, sound, subtitles });
  await commitBeside(outputs);
  const result = await summarize(job, outputs, { plan, slots, workers: taken.length, start });
  if (job.options.debug) await keepIntermediates(result, { plan, records: whole, folder: store.folder });
  return result;
}

/** Everything that a file is assembled from. */
interface RenderedParts {
  readonly plan: Plan;
  readonly store: ChunkStore;
  readonly records: readonly ChunkRecord[];
  readonly sound: SoundTrack | null;
  /** An SRT file that becomes a track. */
  readonly subtitles: string | null;
}

/** Puts what lies beside the video in its place. */
async function commitBeside({ poster, captions }: RenderOutputs): Promise<void> {
  for (const output of [poster, captions?.srt, captions?.vtt]) await output?.commit();
}

function workersFor({ options, scene }: Preparation, chunks: number): number {
  return Math.min(chunks, options.workers ?? defaultWorkerCount(scene));
}

/** What the HTML alone says of the length: the page may say more. */
function expectedChunks({ options, scene, composition, format }: Omit<RenderJob, "ffmpeg">): number {
  if (format.segments === null) return 1;
  const duration = options.duration ?? composition.root?.duration ?? seconds(0);
  return Math.max(1, countChunks(secondsToFrame(duration, scene.rate)));
}

/**
 * Chooses the format, on which it depends what is filmed.
 *
 * @throws {RenderError} if an option or the composition is wrong.
 */
export async function prepareRender(
  options: OptionValues,
  open: () => Promise<Preparation>,
): Promise<Omit<RenderJob, "ffmpeg">> {
  const format = resolveFormat(options);
  const prepared = await open();
  try {
    checkScene(format, prepared.scene);
  } catch (error) {
    await prepared[Symbol.asyncDispose]();
    throw error;
  }
  const scene = { ...prepared.scene, transparent: format.transparent };
  // Before anything else: it keeps a core busy for a while, of those that wait for the browsers.
  const presenting = startNarration({ ...prepared, scene, narration: format.segments && prepared.narration });
  return {
    ...{ ...prepared, format, scene, presenting },
    [Symbol.asyncDispose]: async () => {
      await presenting[Symbol.asyncDispose]();
      await prepared[Symbol.asyncDispose]();
    },
  };
}

/** What will not render as the author thinks, read while the browsers start. */
export async function warnOfLint({ composition, progress, signal }: Preparation): Promise<void> {
  for (const line of await lintWarnings(composition.project, { signal })) progress.warn(line);
}

/** Without pictures, there is nothing to cut into chunks. */
function withChunksWanted(plan: Plan, { format }: RenderJob): Plan {
  return format.segments === null ? { ...plan, chunks: [] } : plan;
}

function encoderArguments({ scene, options, format }: RenderJob): string[] {
  const { width, height, scale, rate } = scene;
  const { quality, crf, bitrate } = options;
  const request = { width: width * scale, height: height * scale, rate, quality, crf, bitrate };
  return format.segments?.arguments(request) ?? [];
}

async function renderPictures(
  job: RenderJob,
  filmed: Pick<ChunkJob, "plan" | "slots" | "store" | "presenter">,
): Promise<readonly ChunkRecord[]> {
  const { segments } = job.format;
  if (segments === null) return [];
  const ffmpeg = job.ffmpeg.executable;
  return renderChunks({ ...job, ...filmed, segments, encoder: encoderArguments(job), ffmpeg });
}

async function openStore(
  job: RenderJob,
  { main, poster, captions }: RenderOutputs,
  { plan, slots, presenter }: { plan: Plan; slots: BrowserSlots; presenter: Presenter | null },
): Promise<ChunkStore> {
  const dependencies = {
    version,
    plan,
    presenter: presenter && presenterKey(presenter),
    encoder: encoderArguments(job),
    browser: slots.browser.version,
    ffmpeg: job.ffmpeg.version,
    source: job.options.frameSource,
    heard: slots.host.levels.asked,
    // They lie outside of the project, or in folders of it that do not count.
    libraries: slots.host.libraries.used,
    // A chunk that was let pass with a warning must not do where warnings are errors.
    strict: job.options.strict,
  };
  const beside = [poster, captions?.srt, captions?.vtt].flatMap((output) => output?.file ?? []);
  const written = [main.file, ...beside];
  const key = await jobKey({ ...job.composition.project, outputs: written }, dependencies);
  const store = await ChunkStore.open(
    job.environment.cacheFolder,
    key,
    job.format.segments?.extension ?? "none",
  );
  if (!job.options.resume) await store.clear();
  return store;
}

async function assemble(
  job: RenderJob,
  { main, frameName }: RenderOutputs,
  { plan, store, records, sound, subtitles }: RenderedParts,
): Promise<void> {
  job.progress.emit({ event: "assembling" });
  const { format, options, scene, composition, signal } = job;
  const joined = joinStillChunks(plan.chunks, records, format.segments?.refinements ?? 0);
  const segments = joined.map(({ chunk, repeats }) => ({ file: store.fileOf(chunk), repeats }));
  const request = {
    ...{ format, frameName, signal },
    ffmpeg: job.ffmpeg.executable,
    rate: scene.rate,
    frames: frame(plan.end - plan.first),
    ...{ sound, subtitles },
    chapters: plan.chapters,
    title: composition.title,
    comment: commentOf(job),
    quality: options.quality,
    loop: options.loop ?? 0,
    scratchFolder: store.folder,
  };
  await unlessKilled(
    () => assembleOutput(segments, main, request),
    (attempt, { message }) => job.progress.emit({ event: "retry", chunk: null, attempt, message }),
  );
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
  { main, poster }: RenderOutputs,
  { plan, slots, workers, start }: { plan: Plan; slots: BrowserSlots; workers: number; start: number },
): Promise<RenderResult> {
  const { width, height, scale, rate } = job.scene;
  const sizeOf = job.format.evenSizes ? evenUp : (size: number): number => size;
  return {
    file: main.file,
    poster: poster?.file ?? null,
    bytes: await bytesOf(main.file),
    width: sizeOf(width * scale),
    height: sizeOf(height * scale),
    rate: formatFrameRate(rate),
    frames: plan.end - plan.first,
    still: job.progress.still,
    seconds: (performance.now() - start) / 1000,
    workers,
    source: slots.source,
    browser: slots.browser.version,
    ffmpeg: job.ffmpeg.version,
    warnings: job.progress.warnings,
  };
}

/** Of a file, or of all files in a folder. */
async function bytesOf(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.size;
  let sum = 0;
  for (const name of await readdir(path)) sum += (await stat(join(path, name))).size;
  return sum;
}
