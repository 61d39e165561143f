import { extname } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { InterruptedError } from "@hyperframes-engine/errors";
import { readJsonLines, readJsonRows } from "../formats/read-json-rows.ts";
import { DataError } from "../template-error.ts";
import { plainReading, type DataRow, type RowFormat, type RowReading, type RowSource } from "./data-row.ts";
import { decodeText } from "./decode-text.ts";
import { openInput } from "./open-input.ts";
import { shapeRow } from "./shape-row.ts";

/** Where to read rows, and how they are written. */
interface RowsRequest {
  /** A path; `-` is standard input. */
  readonly file: string;
  readonly standardInput: Readable;
  /**
   * What the file is called in messages.
   * @default its path
   */
  readonly shown?: string;
  /** What they are written in; `null` to tell by the name of the file, or by how it begins. */
  readonly format: RowFormat | null;
  /**
   * How rows become fields.
   * @default each name is that of a field
   */
  readonly reading?: RowReading;
  readonly signal: AbortSignal | null;
}

const formats: Readonly<Record<string, RowFormat>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".tab": "csv",
  // Excel's “Unicode text” is a table with tabs.
  ".txt": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".xlsx": "xlsx",
  ".xlsm": "xlsx",
};
/** Characters in which the format must show. */
const LONGEST_HEAD = 65_536;
/** How ZIP archives begin, which workbooks are, and files of Excel before 2007. */
const ARCHIVE = Buffer.from("PK\u0003\u0004");
const OLD_WORKBOOK = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** Loaded when they are needed: together they take as long as Node takes to start. */
const readers: Readonly<
  Record<
    Exclude<RowFormat, "xlsx">,
    (source: RowSource) => AsyncGenerator<DataRow> | Promise<AsyncGenerator<DataRow>>
  >
> = {
  csv: async (source) => (await import("../formats/read-csv-rows.ts")).readCsvRows(source),
  json: readJsonRows,
  jsonl: readJsonLines,
  yaml: async (source) => (await import("../formats/read-yaml-rows.ts")).readYamlRows(source),
};

/**
 * Reads rows one by one; all but YAML and workbooks in as much memory as a row needs. Tables have a line of names; `user.name` is a
 * field in a field, and an empty cell is a missing value. JSON is a list of objects or one object.
 *
 * @throws {InterruptedError} if the signal is aborted.
 * @throws {DataError} if the file cannot be read on: rows that are wrong by themselves tell so in `error`.
 */
export async function* readRows(request: RowsRequest): AsyncGenerator<DataRow> {
  const { file, standardInput, signal, reading = plainReading } = request;
  const isInput = file === "-";
  const named = isInput ? "standard input" : (request.shown ?? file);
  const stream = isInput ? standardInput : (await openInput(file, named)).stream;
  // Standard input may be waited for long.
  if (signal) addAbortSignal(signal, stream);
  try {
    const format = request.format ?? formats[extname(file).toLowerCase()] ?? null;
    const rows = await openRows(stream, { ...request, shown: named, reading, format });
    for await (const row of rows.rows) {
      signal?.throwIfAborted();
      yield shapeRow(row, reading, rows.isTable);
    }
  } catch (error) {
    if (signal?.aborted === true) throw new InterruptedError();
    if (error instanceof DataError) throw error;
    throw new DataError(`${named} cannot be read: ${String(error)}`, error);
  } finally {
    stream.destroy();
  }
}

interface OpenedRows {
  readonly rows: AsyncIterable<DataRow>;
  readonly isTable: boolean;
}

/** What a file is shows in its first bytes before its name counts: many a .csv is a workbook. */
async function openRows(
  stream: Readable,
  {
    file,
    shown,
    format,
    reading,
    signal,
  }: RowsRequest & { readonly shown: string; readonly reading: RowReading },
): Promise<OpenedRows> {
  const { first, bytes } = await readFirst(stream);
  if (first.subarray(0, OLD_WORKBOOK.length).equals(OLD_WORKBOOK)) throw oldWorkbook(shown);
  const isArchive = first.subarray(0, ARCHIVE.length).equals(ARCHIVE);
  if (isArchive || format === "xlsx") {
    const { readXlsxRows } = await import("../formats/read-xlsx-rows.ts");
    return { rows: readXlsxRows({ file: shown, bytes, reading, signal }), isTable: true };
  }
  // A pipe has no ending.
  if (format === null && extname(file) !== "" && file !== "-") {
    throw new DataError(
      `${shown}: rows are read from .csv, .tsv, .txt, .xlsx, .json, .jsonl and .yaml files.`,
    );
  }
  const chunks = decodeText(bytes, { file: shown, encoding: reading.encoding });
  const source = format ? { format, chunks } : await guess(chunks);
  const rows = await readers[source.format]({ file: shown, chunks: source.chunks, reading, signal });
  return { rows, isTable: source.format === "csv" };
}

function oldWorkbook(shown: string): DataError {
  return new DataError(
    `${shown} is a file of Excel before 2007 (.xls), or has a password: save it as .xlsx or CSV, without one.`,
  );
}

/** The first bytes, and all of them. */
async function readFirst(
  stream: AsyncIterable<unknown>,
): Promise<{ readonly first: Buffer; readonly bytes: AsyncIterable<unknown> }> {
  const parts = stream[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let size = 0;
  while (size < OLD_WORKBOOK.length) {
    const next = await parts.next();
    if (next.done === true) break;
    const part =
      typeof next.value === "string" ? Buffer.from(next.value) : Buffer.from(next.value as Uint8Array);
    read.push(part);
    size += part.length;
  }
  const first = Buffer.concat(read);
  const bytes = async function* (): AsyncGenerator {
    if (first.length > 0) yield first;
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
  };
  return { first, bytes: bytes() };
}

/** Standard input has no name: JSON begins with a bracket, JSON lines with a brace, and all else is CSV. */
async function guess(
  chunks: AsyncGenerator<string>,
): Promise<{ readonly format: Exclude<RowFormat, "xlsx">; readonly chunks: AsyncIterable<string> }> {
  let head = "";
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    head += next.value;
    if (/\S.*\n/.test(head) || head.length > LONGEST_HEAD) break;
  }
  const isLines = /^\s*\{[^\n]*\}\s*\n/.test(head);
  const other = /^\s*[[{]/.test(head) ? "json" : "csv";
  const again = async function* (): AsyncGenerator<string> {
    yield head;
    yield* chunks;
  };
  return { format: isLines ? "jsonl" : other, chunks: again() };
}
