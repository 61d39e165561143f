import { Readable } from "node:stream";
import { CsvError, parse, type Parser } from "csv-parse";
import type { DataPlace } from "../data/check-data.ts";
import { LARGEST_ROW, type DataRow, type RowSource } from "../rows/data-row.ts";
import { DataError } from "../template-error.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import { TableColumns } from "./table-columns.ts";

interface CsvRecord {
  readonly raw: string;
  readonly record: readonly string[];
}

/** Characters by which it must show what separates cells. */
const LONGEST_HEAD = 65_536;

/**
 * Reads CSV as RFC 4180 has it, with names in the first line, and with semicolons, tabs or bars where they stand instead of commas:
 * https://www.rfc-editor.org/rfc/rfc4180
 *
 * @throws {DataError} if a quote is wrong, so that nobody can tell where the next row begins, or the names are no fields.
 */
export async function* readCsvRows({ file, chunks, reading }: RowSource): AsyncGenerator<DataRow> {
  const { head, rest } = await readHead(chunks);
  const { delimiter, skip } = sniffDelimiter(head, (name) => reading.fields.knows(name));
  const parser = openParser(delimiter);
  const input = Readable.from(continued(head.slice(skip), rest));
  input.once("error", (error) => parser.destroy(error));
  input.pipe(parser);
  let columns: TableColumns | null = null;
  let number = 0;
  let line = skip > 0 ? 2 : 1;
  try {
    for await (const { raw, record } of parser as AsyncIterable<CsvRecord>) {
      const before = /^[\r\n]*/.exec(raw)?.[0] ?? "";
      line += countLines(before);
      const names = record;
      if (columns) {
        number += 1;
        const text = raw.slice(before.length);
        const place = { file, line, number, text, delimiter };
        yield columns.read({ number, line, cells: record, placeOf: placeIn(place, columns.names) });
      } else {
        columns = new TableColumns({ file, line, names, decimalComma: delimiter !== "," }, reading);
      }
      line += countLines(raw.slice(before.length));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataError(`${file}: this is not CSV: ${error.message}.`, error);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

function openParser(delimiter: string): Parser {
  return parse({
    ...{ bom: true, delimiter, raw: true },
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW,
  });
}

async function readHead(
  chunks: AsyncIterable<string>,
): Promise<{ readonly head: string; readonly rest: AsyncIterator<string> }> {
  const rest = chunks[Symbol.asyncIterator]();
  let head = "";
  while (head.length < LONGEST_HEAD) {
    const next = await rest.next();
    if (next.done === true) break;
    head += next.value;
  }
  return { head, rest };
}

async function* continued(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (head !== "") yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

interface RowPlace {
  readonly file: string;
  readonly line: number;
  readonly number: number;
  /** The row as it is written. */
  readonly text: string;
  readonly delimiter: string;
}

/** Looks for a cell only when it is asked for. */
function placeIn(
  { file, line, number, text, delimiter }: RowPlace,
  names: readonly string[],
): (column: number | null) => DataPlace {
  return (column) => {
    if (column === null) return { file, line, column: 1, cell: `row ${number}` };
    const before = text.slice(0, startOf(column, text, delimiter));
    const name = names[column] ?? "";
    return {
      file,
      line: line + countLines(before),
      column: before.length - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")),
      cell: `row ${number}, column ${name || column + 1}`,
    };
  };
}

/** Where a cell begins in the text of its row. */
function startOf(column: number, text: string, delimiter: string): number {
  let at = 0;
  for (let index = 0; index < column; index += 1) {
    const quoted = /"(?:[^"]|"")*"?/y;
    quoted.lastIndex = at;
    at += quoted.exec(text)?.[0].length ?? 0;
    const end = text.indexOf(delimiter, at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

function countLines(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
