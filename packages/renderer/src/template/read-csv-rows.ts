import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { LARGEST_ROW, type DataRow, type RowSource } from "./data-row.ts";
import { DataError } from "./template-error.ts";

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads CSV as RFC 4180 has it, with names in the first line: https://www.rfc-editor.org/rfc/rfc4180
 *
 * @throws {DataError} if a quote is wrong, so that nobody can tell where the next row begins, or two columns have one name.
 */
export async function* readCsvRows({ file, chunks }: RowSource, delimiter: string): AsyncGenerator<DataRow> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW,
  });
  const input = Readable.from(chunks);
  input.once("error", (error) => parser.destroy(error));
  input.pipe(parser);
  let names: readonly string[] | null = null;
  let number = 0;
  let countedTwice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const text = record.join("");
      // csv-parse counts such a line end within quotes twice.
      countedTwice += text.split("\r\n").length - 1;
      const line = info.lines - countedTwice - text.split("\n").length + 1;
      if (names) {
        number += 1;
        yield rowOf(record, { file, names, number, line });
      } else names = checkNames(record, file);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataError(`${file}: this is not CSV: ${error.message}.`, error);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

interface RowPlace {
  readonly file: string;
  readonly names: readonly string[];
  readonly number: number;
  readonly line: number;
}

function rowOf(record: readonly string[], { file, names, number, line }: RowPlace): DataRow {
  const data: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = record[index] ?? "";
    if (cell !== "") setField(data, name.split("."), cell);
  }
  const error =
    record.length === names.length
      ? null
      : new DataError(
          `${file}:${line}: this row has ${record.length} cells, but there are ${names.length} columns.`,
        );
  return { number, line, data, error, locate: () => ({ file, line, column: 1 }) };
}

function setField(
  data: Record<string, unknown>,
  [first = "", ...rest]: readonly string[],
  cell: string,
): void {
  const set = (value: unknown): void => {
    Object.defineProperty(data, first, { value, enumerable: true, configurable: true, writable: true });
  };
  if (rest.length === 0) return set(cell);
  if (!Object.hasOwn(data, first)) set({});
  setField(data[first] as Record<string, unknown>, rest, cell);
}

function checkNames(record: readonly string[], file: string): readonly string[] {
  const names = record.map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    const clash = names.findIndex(
      (other, at) => at !== index && (other === name || other.startsWith(`${name}.`)),
    );
    if (name === "" || clash >= 0) {
      const what =
        name === "" ? "has no name" : `and column ${clash + 1} are both called ${name.slice(0, 80)}`;
      throw new DataError(`${file}:1: column ${index + 1} ${what}.`);
    }
  }
  return names;
}
