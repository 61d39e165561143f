import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { InterruptedError } from "../errors.ts";
import type { DataRow, RowFormat, RowSource } from "./data-row.ts";
import { readJsonLines, readJsonRows } from "./read-json-rows.ts";
import { DataError } from "./template-error.ts";

/** Where to read rows, and how they are written. */
export interface RowsRequest {
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
  readonly signal: AbortSignal | null;
}

const formats: Readonly<Record<string, RowFormat>> = {
  ".csv": "csv",
  ".tsv": "tsv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".yaml": "yaml",
  ".yml": "yaml",
};
/** Characters in which the format must show. */
const LONGEST_HEAD = 65_536;
/** Loaded when they are needed: together they take as long as Node takes to start. */
const readers: Readonly<
  Record<RowFormat, (source: RowSource) => AsyncGenerator<DataRow> | Promise<AsyncGenerator<DataRow>>>
> = {
  csv: async (source) => (await import("./read-csv-rows.ts")).readCsvRows(source, ","),
  tsv: async (source) => (await import("./read-csv-rows.ts")).readCsvRows(source, "\t"),
  json: readJsonRows,
  jsonl: readJsonLines,
  yaml: async (source) => (await import("./read-yaml-rows.ts")).readYamlRows(source),
};

/**
 * Reads rows one by one; all but YAML in as much memory as a row needs. CSV is that of RFC 4180 with a line of names; `user.name` is a
 * field in a field, and an empty cell is a missing value. JSON is a list of objects or one object.
 *
 * @throws {InterruptedError} if the signal is aborted.
 * @throws {DataError} if the file cannot be read on: rows that are wrong by themselves tell so in `error`.
 */
export async function* readRows(request: RowsRequest): AsyncGenerator<DataRow> {
  const { file, standardInput, signal } = request;
  const isInput = file === "-";
  const format = request.format ?? formats[extname(file).toLowerCase()];
  const named = isInput ? "standard input" : (request.shown ?? file);
  if (!format && !isInput) {
    throw new DataError(`${named}: rows are read from .csv, .tsv, .json, .jsonl and .yaml files.`);
  }
  const stream = isInput ? standardInput : createReadStream(file);
  // Standard input may be waited for long.
  if (signal) addAbortSignal(signal, stream);
  try {
    const chunks = decode(stream);
    const source = format ? { format, chunks } : await guess(chunks);
    for await (const row of await readers[source.format]({ file: named, chunks: source.chunks })) {
      signal?.throwIfAborted();
      yield row;
    }
  } catch (error) {
    if (signal?.aborted === true) throw new InterruptedError();
    if (error instanceof DataError) throw error;
    throw new DataError(`${named} cannot be read: ${String(error)}`, error);
  } finally {
    stream.destroy();
  }
}

async function* decode(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of stream) {
    yield typeof chunk === "string" ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
  }
  yield decoder.decode();
}

/** Standard input has no name: JSON begins with a bracket, JSON lines with a brace, and all else is CSV. */
async function guess(
  chunks: AsyncGenerator<string>,
): Promise<{ readonly format: RowFormat; readonly chunks: AsyncIterable<string> }> {
  let head = "";
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    head += next.value;
    if (/\S.*\n/.test(head) || head.length > LONGEST_HEAD) break;
  }
  const isLines = /^\s*\{[^\n]*\}\s*\n/.test(head);
  const other: RowFormat = /^\s*[[{]/.test(head) ? "json" : "csv";
  const again = async function* (): AsyncGenerator<string> {
    yield head;
    yield* chunks;
  };
  return { format: isLines ? "jsonl" : other, chunks: again() };
}
