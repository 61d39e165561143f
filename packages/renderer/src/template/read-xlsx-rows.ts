import type { formatValue } from "hucre";
import type { Cell, CellValue, Sheet } from "hucre/xlsx";
import { checkArchive } from "./check-archive.ts";
import type { DataRow, RowReading } from "./data-row.ts";
import { TableColumns, type TableCell } from "./table-columns.ts";
import { DataError } from "./template-error.ts";

/** A workbook is read whole. */
const LARGEST_FILE = 32_000_000;
/** Bytes of its parts once they are unpacked, all together. */
const LARGEST_CONTENT = 200_000_000;
/** A sheet's rows times its columns. */
const MOST_CELLS = 2_000_000;

/** A workbook, and what its rows become. */
export interface WorkbookSource {
  /** For messages. */
  readonly file: string;
  readonly bytes: AsyncIterable<unknown>;
  readonly reading: RowReading;
}

/**
 * Reads a sheet of an Excel workbook, with names in the first row that is not empty: numbers as they are shown, or as they are where a
 * field takes numbers; dates in the same way, as 2026-01-31 or 2026-01-31T15:04:05Z; of formulas what they gave when the workbook was saved.
 *
 * @throws {DataError} if it is no workbook, is too large, or has no such sheet.
 */
export async function* readXlsxRows({ file, bytes, reading }: WorkbookSource): AsyncGenerator<DataRow> {
  const sheet = await readSheet(await collect(file, bytes), file, reading.sheet);
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

async function readSheet(bytes: Buffer, file: string, wanted: string | null): Promise<Sheet> {
  checkArchive(bytes, { file, largest: LARGEST_CONTENT });
  // It takes a while to load.
  const { readXlsx } = await import("hucre/xlsx");
  const names: string[] = [];
  try {
    const { sheets } = await readXlsx(bytes, {
      readStyles: true,
      sheets: (info) => {
        names.push(info.name);
        return isWanted(info.name, names.length, wanted);
      },
    });
    const exact = sheets.find(({ name }) => name === wanted) ?? sheets[0];
    if (exact) return exact;
  } catch (error) {
    throw new DataError(
      `${file} cannot be read as a workbook: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
  const asked =
    wanted === null ? "no sheet" : `no sheet ${wanted}: --data-sheet takes ${names.join(", ")}, or a number`;
  throw new DataError(`${file} has ${asked}.`);
}

function isWanted(name: string, number: number, wanted: string | null): boolean {
  if (wanted === null) return number === 1;
  return name === wanted || name.toLowerCase() === wanted.trim().toLowerCase() || String(number) === wanted;
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
