import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { makeWritable } from "./assemble/made-folders.ts";
import type { BatchCount, BatchEvent, RowEnd } from "./batch/batch-event.ts";
import type { BatchJob } from "./batch/batch-job.ts";
import { lockBatch } from "./batch/batch-lock.ts";
import { BatchManifest } from "./batch/batch-manifest.ts";
import { BatchMemory } from "./batch/batch-memory.ts";
import { BatchProgress } from "./batch/batch-progress.ts";
import { openBatchSource } from "./batch/batch-source.ts";
import { readNamedRows, type Naming } from "./batch/named-rows.ts";
import { OutputPattern } from "./batch/output-pattern.ts";
import { planRows, type RowsPlan } from "./batch/plan-rows.ts";
import { hashShared } from "./batch/row-hash.ts";
import { runRows } from "./batch/run-rows.ts";
import { Turns } from "./batch/turns.ts";
import { defaultWorkerCount } from "./chunk/worker-count.ts";
import { resolveFormat } from "./encode/resolve-format.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import { findFfmpeg, type FoundFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import type { Narration } from "./narration/narration-settings.ts";
import { resolveOptions, type OptionValues, type RenderOptions } from "./options.ts";
import { warnOfLint } from "./render.ts";
import { openTemplate, type FillableTemplate } from "./template/open-project.ts";

/** What `renderBatch` takes besides what `render` takes for each row. */
export interface BatchOptions extends Omit<RenderOptions, "data" | "output" | "onProgress"> {
  /** The file with rows: CSV, TSV, JSON, JSONL, YAML; `-` is standard input. */
  readonly data: string;
  /** The name of each row's file: `renders/<<id>>.mp4`. Values are made safe as parts of names. */
  readonly output: string;
  /**
   * Whether no other row begins once one has failed.
   * @default false
   */
  readonly failFast?: boolean;
  /**
   * Told of each narration some rows before it is needed, so that it can be made meanwhile. Must not throw.
   * @default none is made before its row is rendered
   */
  readonly narrateAhead?: (narration: Narration) => void;
  /**
   * What `narration` depends on besides the template and the rows: rows are rendered again when it changes.
   * @default nothing
   */
  readonly narrationKey?: string;
  /**
   * What `-` reads.
   * @default the process's standard input
   */
  readonly openInput?: () => Readable;
  /** Called for every event, in order. Must not throw. */
  readonly onProgress?: (event: BatchEvent) => void;
}

/** What became of a batch. */
export interface BatchResult extends Omit<BatchCount, "secondsLeft" | "rate"> {
  /** How long it took. */
  readonly seconds: number;
  /** Where it is written what became of each row: an absolute path. */
  readonly manifest: string;
  /** The first hundred rows that failed. */
  readonly failures: readonly RowEnd[];
}

const MOST_FAILURES = 100;
/** Of a template that says nothing of its size. */
const USUAL_SIZE = { width: 1920, height: 1080 };

/**
 * Renders a template once for each row of a file. Rows that are there already, as `manifest.jsonl` beside the outputs says, are
 * left alone; those that fail are told of in the result, and do not keep others from being rendered.
 *
 * @throws {BatchError} if two rows have one output, or one would lie outside of the outputs' folder: then nothing was rendered.
 * @throws {OutputError} if another batch renders into the same folder.
 * @throws {RenderError} if an option or the template is wrong, or what failed would fail for every row.
 */
export async function renderBatch(path: string, given: BatchOptions): Promise<BatchResult> {
  const start = performance.now();
  const { options, environment, template, naming, signal } = await readBatch(path, given);
  const { workingFolder, temporaryFolder } = environment;
  const { data, openInput = () => process.stdin } = given;
  await using source = await openBatchSource({ data, openInput, workingFolder, temporaryFolder, signal });
  const plan = await planRows(source, naming, signal);
  if (plan.first) resolveFormat({ ...options, output: plan.first.output });
  const { folder } = naming.pattern;
  await makeWritable(folder);
  await using _lock = await lockBatch(folder);
  await using manifest = await BatchManifest.open(folder);
  await using memory = await BatchMemory.open(environment.cacheFolder, folder);
  const { progress, failures } = listenTo(plan, given);
  progress.emit({ event: "batch", rows: plan.rows, faulty: plan.faulty, manifest: manifest.file });
  const job = {
    ...{ given: optionsOfRows(given), options, environment, manifest, memory, progress, signal },
    ...{
      turns: new Turns(),
      failFast: given.failFast ?? false,
      narrateAhead: given.narrateAhead ?? null,
      findFfmpeg: findOnce(options.ffmpeg),
      warnOfLint: lintOnce(),
    },
    stage: { ...template, trusted: source.trusted, temporaryFolder },
  };
  const shared = await hashShared({
    ...template,
    options,
    workingFolder,
    narrationKey: given.narrationKey ?? "",
  });
  const lanes = Math.min(plan.rows, options.workers ?? lanesFor(template, options));
  await runRows(job, { rows: readNamedRows(source, naming), shared, lanes });
  await manifest.compact();
  const { secondsLeft: _, rate: __, ...count } = progress.count;
  return { ...count, seconds: (performance.now() - start) / 1000, manifest: manifest.file, failures };
}

/** What is known of a batch before its rows are read. */
interface ReadBatch {
  readonly options: OptionValues;
  readonly environment: Environment;
  readonly template: FillableTemplate;
  readonly naming: Naming;
  readonly signal: AbortSignal;
}

async function readBatch(path: string, given: BatchOptions): Promise<ReadBatch> {
  const options = resolveOptions({ ...optionsOfRows(given), data: given.data, output: given.output });
  const environment = resolveEnvironment(given.environment);
  const { workingFolder } = environment;
  const template = await openTemplate(resolve(workingFolder, path), options.size);
  const { manifest } = template.loaded.template;
  const pattern = OutputPattern.compile(given.output, { manifest, workingFolder });
  const signal = given.signal ?? new AbortController().signal;
  return { options, environment, template, naming: { manifest, size: template.size, pattern }, signal };
}

function optionsOfRows(given: BatchOptions): RenderOptions {
  const { data: _, output: __, failFast: ___, openInput: ____, onProgress: _____, ...rest } = given;
  return rest;
}

function listenTo(
  { rows }: RowsPlan,
  { onProgress }: BatchOptions,
): { readonly progress: BatchProgress; readonly failures: readonly RowEnd[] } {
  const failures: RowEnd[] = [];
  const progress = new BatchProgress(rows, (event) => {
    const isFailure = event.event === "row" && event.state === "failed";
    if (isFailure && failures.length < MOST_FAILURES) failures.push(event);
    onProgress?.(event);
  });
  return { progress, failures };
}

/** What is asked for once need not be asked for again. */
function findOnce(executable: string): BatchJob["findFfmpeg"] {
  const found = new Map<string, Promise<FoundFfmpeg>>();
  return async (encoders) => {
    const key = encoders.join();
    const asked = found.get(key) ?? findFfmpeg(executable, encoders);
    found.set(key, asked);
    return asked;
  };
}

function lintOnce(): BatchJob["warnOfLint"] {
  let isTold = false;
  return async (prepared) => {
    if (isTold) return;
    isTold = true;
    await warnOfLint(prepared);
  };
}

function lanesFor({ size }: FillableTemplate, { scale }: OptionValues): number {
  return defaultWorkerCount({ ...(size ?? USUAL_SIZE), scale });
}
