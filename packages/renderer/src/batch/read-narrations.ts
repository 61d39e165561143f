import type { Readable } from "node:stream";
import { chooseSizes, openProject } from "@hyperframes-engine/template";
import { findProject } from "../composition/find-project.ts";
import type { RenderError } from "../errors.ts";
import type { NarrationSettings } from "../narration/settings/narration-settings.ts";
import { readNarration } from "../narration/settings/read-narration.ts";
import { boolean } from "../option-readers.ts";
import { programSpec, resolveTable, type OptionSpec, type TableValues } from "../option-spec.ts";
import { optionTable } from "../options.ts";
import type { ProjectOptions } from "../render-options.ts";
import { openInputSpec } from "./batch-options.ts";
import { openBatchSource } from "./rows/batch-source.ts";
import { tryRow } from "./rows/try-row.ts";

/** What `readNarrations` takes. */
export interface NarrationsOptions extends ProjectOptions {
  /** Whether each row of the data becomes a video; else there must be one only. @default false */
  readonly everyRow?: boolean;
  /** What `"-"` reads. @default the process's standard input */
  readonly openInput?: () => Readable;
}

const table = {
  ...optionTable,
  everyRow: programSpec(boolean, () => false),
  openInput: openInputSpec,
} as const satisfies Readonly<Record<keyof NarrationsOptions, OptionSpec<unknown>>>;

type NarrationsValues = TableValues<typeof table>;

/** The narration of one video. */
export interface RowNarration {
  /** Counts from 1; `null` where there is one video alone. */
  readonly row: number | null;
  /** `null` if nobody speaks. */
  readonly narration: NarrationSettings | null;
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
  given: NarrationsOptions = {},
): AsyncGenerator<RowNarration> {
  const options = resolveTable(table, given);
  if (options.everyRow) yield* narrationsOfRows(path, options);
  else yield { row: null, narration: await narrationOf(path, options), fault: null };
}

async function narrationOf(path: string, options: NarrationsValues): Promise<NarrationSettings | null> {
  const { environment } = options;
  await using opened = await openProject(path, { ...options, ...environment, choose: "only" });
  return await readNarration((await findProject(opened.path)).folder);
}

async function* narrationsOfRows(path: string, options: NarrationsValues): AsyncGenerator<RowNarration> {
  const { environment } = options;
  const { openTemplate, rowFilesOf } = await import("@hyperframes-engine/template/compiler");
  const template = await openTemplate(path, { ...options, ...environment, size: null });
  const { loaded, found } = template;
  const sizes = chooseSizes(loaded.template.manifest, options.size ?? found.size);
  const files = rowFilesOf(template);
  await using source = await openBatchSource({ ...options, ...environment, files });
  for (const size of sizes) {
    for await (const row of source.read()) {
      const given = { trusted: source.trusted, ...(size ? { size } : {}) };
      yield { row: row.number, ...(await tryRow(loaded, row, given)) };
    }
  }
}
