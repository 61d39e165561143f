import type { formatValue } from "hucre";
import type { Cell, CellValue, Sheet } from "hucre/xlsx";
import type { DataRow, RowReading } from "../rows/data-row.ts";
import { DataError } from "../template-error.ts";
import { readInThread } from "./read-in-thread.ts";
import { readSheet } from "./read-sheet.ts";
import { TableColumns, type TableCell } from "./table-columns.ts";

/** A workbook is read whole. */
const LARGEST_FILE = 32_000_000;
/** In bytes. More takes seconds, in which Ctrl-C must be heard; a thread takes 0.05 s to start. */
const LARGEST_HERE = 200_000;
/** A sheet's rows times its columns. */
const MOST_CELLS = 2_000_000;

/** A workbook, and what its rows become. */
export interface WorkbookSource {
  /** For messages. */
  readonly file: string;
  readonly bytes: AsyncIterable<unknown>;
  readonly reading: RowReading;
  /** Ends what takes long. */
  readonly signal: AbortSignal | null;
}

/**
 * Reads a sheet of an Excel workbook, with names in the first row that is not empty: numbers as they are shown, or as they are where a
 * field takes numbers; dates in the same way, as 2026-01-31 or 2026-01-31T15:04:05Z; of formulas what they gave when the workbook was saved.
 *
 * @throws {DataError} if it is no workbook, is too large, or has no such sheet.
 */
export async function* readXlsxRows({
  file,
  bytes,
  reading,
  signal,
}: WorkbookSource): AsyncGenerator<DataRow> {
  const request = { bytes: await collect(file, bytes), file, wanted: reading.sheet };
  const isLarge = request.bytes.length > LARGEST_HERE;
  const sheet = isLarge
    ? await readInThread<Sheet>("xlsx-thread", request, signal)
    : await readSheet(request);
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (sheet.rows.length * width > MOST_CELLS) {
    throw new DataError(
      `${file}: the sheet ${sheet.name} has more than ${MOST_CELLS} cells: save it as CSV.`,
    );
  }
  const { formatValue } = await import("hucre");
  let columns: TableColumns | null = null;
  let number = 0;
  for (const [index, values] of sheet.rows.entries()) {
    const cells = values.map((value, column) =>
      cellOf(value, sheet.cells?.get(`${index},${column}`), formatValue),
    );
    if (cells.every((cell) => cell === null || (typeof cell === "string" && cell.trim() === ""))) continue;
    const line = index + 1;
    if (!columns) {
      const names = cells.map((cell) => (typeof cell === "object" ? (cell?.text ?? "") : String(cell)));
      columns = new TableColumns({ file, line, names, decimalComma: false }, reading);
      continue;
    }
    number += 1;
    const { names } = columns;
    const row = number;
    const placeOf: Parameters<TableColumns["read"]>[0]["placeOf"] = (column) => ({
      ...{ file, line, column: (column ?? 0) + 1 },
      cell:
        column === null
          ? `row ${row}, sheet ${sheet.name}`
          : `row ${row}, column ${names[column] ?? ""}, cell ${nameOfColumn(column)}${line}`,
    });
    yield columns.read({ number, line, cells, placeOf });
  }
}

async function collect(file: string, bytes: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    parts.push(part as Uint8Array);
    size += (part as Uint8Array).length;
    if (size > LARGEST_FILE) {
      throw new DataError(`${file} is larger than ${LARGEST_FILE} bytes: save it as CSV.`);
    }
  }
  return Buffer.concat(parts);
}

type FormatValue = typeof formatValue;

function cellOf(value: CellValue, cell: Cell | undefined, format: FormatValue): TableCell {
  const plain = value ?? cell?.formulaResult ?? null;
  if (cell?.type === "error") return { kind: "failed", text: String(plain) };
  if (plain === null || typeof plain === "string" || typeof plain === "boolean") return plain;
  const pattern = cell?.style?.numFmt ?? "General";
  if (typeof plain === "number") {
    // Excel knows fifteen digits: the sixteenth of 0.1 + 0.2 is shown to nobody.
    const number = Number(plain.toPrecision(15));
    return { kind: "number", value: number, text: format(number, pattern) };
  }
  const day = isoDate(plain);
  return { kind: "date", value: day, text: ofTheSystem.test(pattern) ? day : format(plain, pattern) };
}

/** Dates that are shown as each machine's language has it: https://support.microsoft.com/office/8e10019e-d5d8-47a1-ba95-db95123d273e */
const ofTheSystem = /^(?:General|mm-dd-yy|m\/d\/yy(?:yy)?(?: h:mm)?|\[\$-F[48]00\].*)$/i;

/** Excel knows no time zones: the date is that of the sheet. */
function isoDate(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day}T${time.slice(0, 8)}Z`;
}

/** `A`, `Z`, `AA`. */
function nameOfColumn(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : nameOfColumn(Math.floor(index / 26) - 1) + last;
}
