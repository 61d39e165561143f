import type { FillOptions } from "@hyperframes-engine/template";
import { InterruptedError } from "../../errors.ts";
import type { BatchValues } from "../batch-options.ts";
import { openBatchSource, type BatchSource } from "./batch-source.ts";
import { readNamedRows, type NamedRow } from "./named-rows.ts";
import { RowNames } from "./plan-rows.ts";
import { readBatch, sourceOf } from "./read-batch.ts";
import { RowFiles } from "./row-files.ts";
import { tryRow } from "./try-row.ts";

/** A row that cannot be rendered, or not as its data say. */
export interface RowProblem {
  /** Counts from 1; in a table without the line of names. */
  readonly row: number;
  /** Where it begins in its file; counts from 1. */
  readonly line: number;
  /** Everything that is wrong with it, a line each. */
  readonly message: string;
}

/** What is wrong with the data of a batch. Plain JSON. */
export interface DataCheck {
  readonly rows: number;
  /** How many of them cannot be rendered, or name a file that is not there. */
  readonly faulty: number;
  /** The first thousand of those. */
  readonly problems: readonly RowProblem[];
  /** What is wrong with the names of the outputs. */
  readonly names: readonly string[];
  /** What the user should know. */
  readonly notices: readonly string[];
}

const MOST_PROBLEMS = 1000;

/**
 * Looks for everything that is wrong with rows, in all of them: the data against the template's fields, each row filled in, the
 * files that it names, its narration, the names of outputs if `output` has a value in it. Nothing is rendered, fetched or written.
 *
 * @throws {RenderError} if an option or the template is wrong, or the file cannot be read on.
 */
export async function checkBatch(path: string, options: BatchValues): Promise<DataCheck> {
  const batch = await readBatch(path, options);
  const { naming } = batch;
  await using source = await openBatchSource(sourceOf(batch));
  const names = new RowNames(source.shown, naming);
  const problems: RowProblem[] = [];
  const rows = new Set<number>();
  const faulty = new Set<number>();
  const files = new RowFiles(batch.template.loaded);
  for await (const row of readNamedRows(source, naming)) {
    if (options.signal.aborted) throw new InterruptedError();
    rows.add(row.number);
    if (options.output !== null) names.add(row);
    if (faulty.has(row.number)) continue;
    const tried = await tryRow(batch.template.loaded, row, optionsOf(row, source));
    const faults = [row.fault ?? tried.fault, await files.faultOf(row, tried)].filter(Boolean);
    if (faults.length === 0) continue;
    faulty.add(row.number);
    const { number, line } = row;
    const message = faults.map((fault) => fault?.message).join("\n");
    if (problems.length < MOST_PROBLEMS) problems.push({ row: number, line, message });
  }
  const counts = { rows: rows.size, faulty: faulty.size };
  return { ...counts, problems, names: names.problems, notices: [...source.notices] };
}

function optionsOf({ size }: NamedRow, { trusted }: BatchSource): FillOptions {
  return { trusted, ...(size ? { size } : {}) };
}
