import type { TemplateVariant } from "@hyperframes-engine/template";
import { makeWritable } from "../assemble/made-folders.ts";
import { borrowOrMake } from "../browser/browser-pool.ts";
import { defaultWorkerCount } from "../chunk/worker-count.ts";
import { resolveFormat } from "../encode/resolve-format.ts";
import { inPhase } from "../errors.ts";
import { findFfmpeg, type FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import { warnOfLint } from "../stages/warn-of-lint.ts";
import { BatchCache } from "./batch-cache.ts";
import type { RowEnd } from "./batch-event.ts";
import type { BatchJob } from "./batch-job.ts";
import { lockBatch, lockedError } from "./batch-lock.ts";
import { BatchManifest } from "./batch-manifest.ts";
import type { BatchResult, BatchValues } from "./batch-options.ts";
import { BatchProgress } from "./batch-progress.ts";
import { Remembered } from "./remembered.ts";
import { hashShared } from "./row-hash.ts";
import { openBatchSource } from "./rows/batch-source.ts";
import { readNamedRows, type Naming } from "./rows/named-rows.ts";
import { planRows, type RowsPlan } from "./rows/plan-rows.ts";
import { readBatch, sourceOf } from "./rows/read-batch.ts";
import { runRows } from "./run-rows.ts";
import { Turns } from "./turns.ts";

const MOST_FAILURES = 100;
/** Of a template that says nothing of its size. */
const USUAL_SIZE = { width: 1920, height: 1080 };

/**
 * Renders a template once for each row of a file.
 *
 * @throws as `renderBatch` does.
 */
export async function renderAll(path: string, options: BatchValues): Promise<BatchResult> {
  const start = performance.now();
  const batch = await readBatch(path, options);
  const { template, naming } = batch;
  const { signal } = options;
  const { cacheFolder, temporaryFolder } = options.environment;
  await using source = await openBatchSource(sourceOf(batch));
  const plan = await planRows(source, naming, signal);
  if (plan.first) resolveFormat({ ...options, output: plan.first.output });
  const { folder } = naming.pattern;
  await inPhase("write", () => makeWritable(folder));
  await using lock = await inPhase("write", () => lockBatch(folder));
  await using manifest = await inPhase("write", () => BatchManifest.open(folder));
  await using cache = await inPhase("write", () => BatchCache.open(cacheFolder));
  await using pool = borrowOrMake(options.browsers, options.environment);
  const { progress, failures } = listenTo(plan, options);
  progress.emit({ event: "batch", rows: plan.rows, faulty: plan.faulty, manifest: manifest.file });
  for (const notice of [...source.notices, ...template.loaded.notices]) progress.warn(null, notice);
  const job = {
    options: { ...options, browsers: pool.browsers },
    ...{ manifest, cache, progress, signal: AbortSignal.any([signal, lock.lost]) },
    ...{ turns: new Turns(), findFfmpeg: findOnce(options.ffmpeg), warnOfLint: lintOnce() },
    stage: { ...template, trusted: source.trusted, temporaryFolder },
  };
  const shared = new Map<TemplateVariant | null, string>();
  for (const size of naming.sizes) {
    shared.set(size, await hashShared({ ...template, size, options }));
  }
  const lanes = Math.min(plan.rows, options.workers ?? lanesFor(naming, options));
  const sharedOf = (size: TemplateVariant | null): string => shared.get(size) ?? "";
  await runRows(job, { rows: readNamedRows(source, naming), sharedOf, lanes }).catch(
    async (error: unknown) => {
      throw lock.lost.aborted ? (await lockedError(folder)).stamp("write") : error;
    },
  );
  await inPhase("write", () => manifest.compact());
  const { secondsLeft: _, rate: __, ...count } = progress.count;
  return { ...count, seconds: (performance.now() - start) / 1000, manifest: manifest.file, failures };
}

function listenTo(
  { rows }: RowsPlan,
  { onProgress }: BatchValues,
): { readonly progress: BatchProgress; readonly failures: readonly RowEnd[] } {
  const failures: RowEnd[] = [];
  const progress = new BatchProgress(rows, (event) => {
    const isFailure = event.event === "row" && event.state === "failed";
    if (isFailure && failures.length < MOST_FAILURES) failures.push(event);
    onProgress(event);
  });
  return { progress, failures };
}

/** Rows have one format, so one answer is enough. */
function findOnce(executable: string): BatchJob["findFfmpeg"] {
  const found = new Remembered<FoundFfmpeg>(1);
  return (encoders) => found.get(encoders.join(), () => findFfmpeg(executable, encoders));
}

function lintOnce(): BatchJob["warnOfLint"] {
  let isTold = false;
  return async (prepared) => {
    if (isTold) return;
    isTold = true;
    await warnOfLint(prepared);
  };
}

function lanesFor({ sizes }: Naming, { scale }: BatchValues): number {
  return Math.min(...sizes.map((size) => defaultWorkerCount({ ...(size ?? USUAL_SIZE), scale })));
}
