import { relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import type { LocateData } from "../data/check-data.ts";
import { DataError } from "../template-error.ts";
import type { Template } from "../template.ts";
import type { DataOptions } from "./data-options.ts";
import type { DataRow, RowReading } from "./data-row.ts";
import { readRows } from "./read-rows.ts";
import { resolveReading } from "./resolve-reading.ts";
import { SeveralRowsError } from "./several-rows-error.ts";
import { shapeRow } from "./shape-row.ts";

/** Which data was asked for. */
export interface RowRequest extends DataOptions {
  /** A file with data, of which the first row counts, or `-`; a row itself; `null` for the project's own, or else the sample. */
  readonly data: string | Readonly<Record<string, unknown>> | null;
  /** Of several rows in what `data` names, the first is filled in, or none: then `data` must have one row only. */
  readonly choose: "first" | "only";
  /** What relative paths start from. */
  readonly workingFolder: string;
  /** What `-` reads; not asked for where nothing does. */
  readonly openInput: () => Readable;
  readonly signal: AbortSignal | null;
}

/** The row that is filled in. */
interface ChosenRow {
  readonly data: unknown;
  readonly locate: LocateData;
  /** Whether a file has it that the user keeps: anybody may have written standard input, or what a program hands over. */
  readonly trusted: boolean;
  /** What the user should know. */
  readonly notices: readonly string[];
}

/** Files of which the first that is there has the data, if the user named none. */
export interface RowFiles {
  /** Of the project of a template. */
  readonly own: string | null;
  /** Of the template. */
  readonly sample: string | null;
  /** What the row is for. */
  readonly template: Template;
}

/**
 * Finds the row that one project is filled with. Without any file, it has no fields.
 *
 * @throws {DataError} if the file cannot be read, or has no row.
 * @throws {SeveralRowsError} if only one may be there.
 */
export async function chooseRow(
  { own, sample, template }: RowFiles,
  request: RowRequest,
): Promise<ChosenRow> {
  const { data, workingFolder } = request;
  const notices: string[] = [];
  const reading = await resolveReading(template, request, (text) => notices.push(text));
  const first = async (file: string, choose: RowRequest["choose"]): Promise<ChosenRow> => {
    const row = await readFirst(file, { ...request, choose, reading });
    return { ...row, notices: [...notices, ...row.notices] };
  };
  if (typeof data === "string") {
    return first(data === "-" ? data : resolve(workingFolder, data), request.choose);
  }
  if (data !== null) return { ...givenRow(data, reading), trusted: false, notices };
  if (own !== null) return first(own, "first");
  if (sample === null) return { ...givenRow({}, reading), trusted: true, notices };
  const row = await first(sample, "first");
  const notice = `No data is given, so the template's sample is filled in: ${shown(sample, workingFolder)}. Give yours with \`data\`.`;
  // There are several to choose from, which needs no word.
  return { ...row, notices: [...notices, notice] };
}

/** A row that no file has. */
function givenRow(given: unknown, reading: RowReading): Pick<ChosenRow, "data" | "locate"> {
  const row = { number: 1, line: 1, data: given, error: null, locate: () => null };
  const { data, locate } = shapeRow(row, reading, false);
  return { data, locate };
}

async function readFirst(
  file: string,
  request: RowRequest & { readonly reading: RowReading },
): Promise<ChosenRow> {
  const { openInput, signal, workingFolder, reading } = request;
  const name = shown(file, workingFolder);
  const standardInput = file === "-" ? openInput() : Readable.from([]);
  const rows = readRows({ file, standardInput, signal, format: null, shown: name, reading });
  let first: DataRow | null = null;
  const notices: string[] = [];
  for await (const row of rows) {
    if (first && request.choose === "only") throw new SeveralRowsError(name);
    if (first) {
      notices.push(`${name} has several rows: the first is filled in.`);
      break;
    }
    first = row;
  }
  if (!first) throw new DataError(`${name}: there is no row in it.`);
  if (first.error) throw first.error;
  return { data: first.data, locate: first.locate, trusted: file !== "-", notices };
}

/** As short as it is right: below the folder that commands are given in, or absolute. */
function shown(file: string, workingFolder: string): string {
  if (file === "-") return "standard input";
  const below = relative(workingFolder, file);
  return below.startsWith(`..${sep}`) ? file : below;
}
