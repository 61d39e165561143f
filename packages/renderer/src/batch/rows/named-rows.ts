import {
  checkData,
  copyData,
  type DataRow,
  type TemplateManifest,
  type TemplateVariant,
  withSize,
} from "@hyperframes-engine/template";
import { RenderError } from "../../errors.ts";
import { NameFault } from "../batch-error.ts";
import type { BatchSource } from "./batch-source.ts";
import type { OutputPattern } from "./output-pattern.ts";

/** A row, and the file that it becomes. */
export interface NamedRow extends DataRow {
  /** An absolute path; `null` if the row cannot be called anything. */
  readonly output: string | null;
  /** `null` if the template comes in no sizes of its own. */
  readonly size: TemplateVariant | null;
  /** Why it cannot be rendered, as a whole sentence or several. */
  readonly fault: RenderError | null;
}

/** What rows are checked against, and named by. */
export interface Naming {
  readonly manifest: TemplateManifest;
  /** Each row becomes a file in each of them. */
  readonly sizes: ReadonlyArray<TemplateVariant | null>;
  readonly pattern: OutputPattern;
}

/** Reads, checks and names all rows, one after the other, for one size after the other: browsers keep theirs. */
export async function* readNamedRows(source: BatchSource, naming: Naming): AsyncGenerator<NamedRow> {
  for (const size of naming.sizes) {
    const named = { shown: source.shown, ...naming, size };
    for await (const row of source.read()) yield { ...nameRow(row, named), size };
  }
}

interface SizedNaming extends Naming {
  readonly size: TemplateVariant | null;
  readonly shown: string;
}

function nameRow(row: DataRow, naming: SizedNaming): Omit<NamedRow, "size"> {
  const checked = attempt(() => row.error ?? checkData(naming.manifest, row.data, row.locate));
  // A row that does not fit is still to be found by its name.
  const data = checked instanceof RenderError ? attempt(() => copyData(row.data)) : checked;
  const named = attempt(() => outputOf(row.number, data, naming));
  const output = typeof named === "string" ? named : null;
  if (checked instanceof RenderError) return { ...row, output, fault: checked };
  if (!(named instanceof NameFault))
    return { ...row, output, fault: named instanceof RenderError ? named : null };
  const fault = new NameFault(
    `${naming.shown}:${row.line}: a value in the output's name ${named.message}.`,
    named,
  );
  return { ...row, output, fault };
}

function outputOf(number: number, data: unknown, { manifest, size, pattern }: SizedNaming): string | null {
  if (typeof data !== "object" || data === null || data instanceof Error || Array.isArray(data)) return null;
  return pattern.fileOf({ number, data: withSize(manifest, data, size ?? undefined) });
}

/** What fails because of a row must not end the others. */
function attempt<Value>(work: () => Value): Value | RenderError {
  try {
    return work();
  } catch (error) {
    if (error instanceof RenderError) return error;
    throw error;
  }
}
