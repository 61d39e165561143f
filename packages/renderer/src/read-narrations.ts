import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { openBatchSource } from "./batch/batch-source.ts";
import { findProject } from "./composition/find-project.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import { narrationOfRow } from "./narration/narration-of-row.ts";
import type { Narration } from "./narration/narration-settings.ts";
import { readNarration } from "./narration/read-narration.ts";
import { openProject } from "./template/open-project.ts";

/** Whose narrations to read. */
export interface NarrationsRequest {
  /** A file with data; `null` for the project's own. */
  readonly data: string | null;
  /** Whether each of its rows becomes a video; else there must be one only. */
  readonly everyRow: boolean;
  readonly size: string | null;
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
}

/**
 * Reads what would be narrated, without rendering: in a plain project, a template, a project of one, or for each row of a batch.
 *
 * @throws {RenderError} as rendering does, for the first row that does not fit.
 */
export async function* readNarrations(
  path: string,
  request: NarrationsRequest,
): AsyncGenerator<RowNarration> {
  if (request.everyRow && request.data !== null)
    yield* narrationsOfRows(path, { ...request, data: request.data });
  else yield { row: null, narration: await narrationOf(path, request) };
}

async function narrationOf(path: string, request: NarrationsRequest): Promise<Narration | null> {
  const { openInput = () => process.stdin } = request;
  await using opened = await openProject(path, {
    ...request,
    ...resolveEnvironment(request.environment),
    choose: "only",
    openInput,
  });
  return await readNarration((await findProject(opened.path)).folder);
}

async function* narrationsOfRows(
  path: string,
  request: NarrationsRequest & { readonly data: string },
): AsyncGenerator<RowNarration> {
  const { data, signal, openInput = () => process.stdin } = request;
  const { workingFolder, temporaryFolder } = resolveEnvironment(request.environment);
  const { openTemplate } = await import("./template/open-template.ts");
  const { loaded, size } = await openTemplate(resolve(workingFolder, path), request.size);
  await using source = await openBatchSource({ data, openInput, workingFolder, temporaryFolder, signal });
  for await (const row of source.read()) {
    if (row.error) throw row.error;
    const options = { trusted: source.trusted, locate: row.locate, ...(size ? { size } : {}) };
    yield { row: row.number, narration: await narrationOfRow(loaded, row.data, options) };
  }
}
