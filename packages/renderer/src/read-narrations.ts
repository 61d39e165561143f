import type { Readable } from "node:stream";
import { chooseSizes, openProject } from "@hyperframes-engine/template";
import { openBatchSource } from "./batch/rows/batch-source.ts";
import { tryRow } from "./batch/rows/try-row.ts";
import { findProject } from "./composition/find-project.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import type { RenderError } from "./errors.ts";
import type { Narration } from "./narration/settings/narration-settings.ts";
import { readNarration } from "./narration/settings/read-narration.ts";
import { resolveOptions, type RenderOptions } from "./options.ts";

/** Whose narrations to read. */
export interface NarrationsRequest {
  /** Of them, those count that say which data is filled in, and in which sizes. */
  readonly options: RenderOptions;
  /** Whether each row of the data becomes a video; else there must be one only. */
  readonly everyRow: boolean;
  readonly environment?: Partial<Environment>;
  /** @default the process's standard input */
  readonly openInput?: () => Readable;
  readonly signal: AbortSignal;
}

/** The narration of one video. */
export interface RowNarration {
  /** Counts from 1; `null` where there is one video alone. */
  readonly row: number | null;
  /** `null` if nobody speaks. */
  readonly narration: Narration | null;
  /** Why the row cannot be rendered. */
  readonly fault: RenderError | null;
}

/**
 * Reads what would be narrated, without rendering: in a plain project, a template, a project of one, or for each row of a batch.
 *
 * @throws {RenderError} as rendering does; for one row of several, it is told with the row.
 */
export async function* readNarrations(
  path: string,
  request: NarrationsRequest,
): AsyncGenerator<RowNarration> {
  if (request.everyRow) yield* narrationsOfRows(path, request);
  else yield { row: null, narration: await narrationOf(path, request), fault: null };
}

async function narrationOf(path: string, request: NarrationsRequest): Promise<Narration | null> {
  const { openInput = () => process.stdin } = request;
  await using opened = await openProject(path, {
    ...resolveOptions(request.options),
    ...resolveEnvironment(request.environment),
    choose: "only",
    openInput,
    signal: request.signal,
  });
  return await readNarration((await findProject(opened.path)).folder);
}

async function* narrationsOfRows(path: string, request: NarrationsRequest): AsyncGenerator<RowNarration> {
  const { openInput = () => process.stdin, signal } = request;
  const { data, size: wanted, ...options } = resolveOptions(request.options);
  const environment = resolveEnvironment(request.environment);
  const { openTemplate, rowFilesOf } = await import("@hyperframes-engine/template/compiler");
  const template = await openTemplate(path, { ...options, ...environment, data, size: null });
  const { loaded, found } = template;
  const sizes = chooseSizes(loaded.template.manifest, wanted ?? found.size);
  const files = rowFilesOf(template);
  await using source = await openBatchSource({ ...options, ...environment, data, files, openInput, signal });
  for (const size of sizes) {
    for await (const row of source.read()) {
      const given = { trusted: source.trusted, ...(size ? { size } : {}) };
      yield { row: row.number, ...(await tryRow(loaded, row, given)) };
    }
  }
}
