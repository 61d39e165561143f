import { relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import type { LocateData } from "./check-data.ts";
import type { DataRow } from "./data-row.ts";
import { readRows } from "./read-rows.ts";
import { SeveralRowsError } from "./several-rows-error.ts";
import { DataError } from "./template-error.ts";

/** Which data was asked for. */
export interface RowRequest {
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
export interface ChosenRow {
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
}

/**
 * Finds the row that one project is filled with. Without any file, it has no fields.
 *
 * @throws {DataError} if the file cannot be read, or has no row.
 * @throws {SeveralRowsError} if only one may be there.
 */
export async function chooseRow({ own, sample }: RowFiles, request: RowRequest): Promise<ChosenRow> {
  const { data, workingFolder } = request;
  if (typeof data === "string") {
    return readFirst(data === "-" ? data : resolve(workingFolder, data), request);
  }
  if (data !== null) return { data, locate: () => null, trusted: false, notices: [] };
  const first = { ...request, choose: "first" } as const;
  if (own !== null) return readFirst(own, first);
  if (sample === null) return { data: {}, locate: () => null, trusted: true, notices: [] };
  const row = await readFirst(sample, first);
  const notice = `No data is given, so the template's sample is filled in: ${shown(sample, workingFolder)}. Give yours with --data.`;
  return { ...row, notices: [notice] };
}

async function readFirst(file: string, request: RowRequest): Promise<ChosenRow> {
  const { openInput, signal, workingFolder } = request;
  const name = shown(file, workingFolder);
  const standardInput = file === "-" ? openInput() : Readable.from([]);
  const rows = readRows({ file, standardInput, signal, format: null, shown: name });
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
