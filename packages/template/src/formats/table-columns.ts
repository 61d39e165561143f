import { formatLocation } from "@hyperframes-engine/errors";
import type { DataPlace } from "../data/check-data.ts";
import type { DataRow, RowReading } from "../rows/data-row.ts";
import type { FieldPath } from "../rows/field-names.ts";
import { setField } from "../rows/set-field.ts";
import { DataError } from "../template-error.ts";

/** A number, or a date as 2026-01-31, and how its cell shows it: fields for such values take the one, all others the other. */
interface ShownValue {
  readonly kind: "number" | "date";
  readonly value: number | string;
  readonly text: string;
}

/** What a formula gave that failed: `#N/A`. */
interface FailedValue {
  readonly kind: "failed";
  readonly text: string;
}

/** What a cell may hold; empty texts and `null` are nothing. */
export type TableCell = string | boolean | ShownValue | FailedValue | null;

/** The line with the names of columns. */
interface TableHead {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly names: readonly string[];
  /** Whether numbers are written as `1,5`. */
  readonly decimalComma: boolean;
}

/** A row of a table. */
interface TableRow {
  readonly number: number;
  readonly line: number;
  readonly cells: readonly TableCell[];
  /** Where a cell is, by its index; `null` for the row. */
  readonly placeOf: (column: number | null) => DataPlace;
}

const MOST_SHOWN = 8;
const LONGEST_NAME = 60;
const blank = /^[\s\u200B\uFEFF]*$/;
/** With a comma, and points or spaces between thousands. */
const commaNumber = /^[+-]?(?:\d{1,3}(?:[.\s'’]\d{3})+|\d+),\d+$/;

/** Which field each column of a table fills. */
export class TableColumns {
  readonly #head: TableHead;
  readonly #reading: RowReading;
  readonly #shown: readonly string[];
  readonly #paths: ReadonlyArray<FieldPath | null>;
  readonly #columns = new Map<string, number>();
  /** Fields that others are in, and a column of one of those. */
  readonly #around = new Map<string, number>();

  /**
   * Reads the line of names; whoever listens is told of columns that are left out.
   *
   * @throws {DataError} if no column fills a field, two fill the same, or one has nearly the name of a field.
   */
  constructor(head: TableHead, reading: RowReading) {
    this.#head = head;
    this.#reading = reading;
    this.#shown = head.names.map(shorten);
    this.#paths = head.names.map((name) => (blank.test(name) ? null : reading.fields.find(name)));
    this.#checkMappings();
    for (const [index, path] of this.#paths.entries()) if (path) this.#addColumn(path, index);
    this.#checkOthers();
  }

  /** The names as they stand in their line, each in one line. */
  get names(): readonly string[] {
    return this.#shown;
  }

  /** What a row gives its fields. */
  read({ number, line, cells, placeOf }: TableRow): DataRow {
    const data: Record<string, unknown> = {};
    let error: DataError | null = null;
    for (const [index, cell] of cells.entries()) {
      if (cell === null || (typeof cell === "string" && blank.test(cell))) continue;
      const path = this.#paths[index];
      if (path && !isFailed(cell)) setField(data, path, this.#valueOf(cell, path));
      else if (path || blank.test(this.#head.names[index] ?? "")) error ??= misplaced(cell, placeOf(index));
    }
    const locate: DataRow["locate"] = (path) => placeOf(this.#columnOf(path));
    return { number, line, data, error, locate };
  }

  #valueOf(cell: Exclude<TableCell, FailedValue | null>, path: FieldPath): string | number | boolean {
    const kind = this.#reading.fields.kindOf(path);
    if (typeof cell === "object") return kind === cell.kind || kind === "any" ? cell.value : cell.text;
    if (typeof cell !== "string" || kind !== "number") return cell;
    const text = cell.trim();
    if (!this.#head.decimalComma || !commaNumber.test(text)) return text;
    return text.replaceAll(/[.\s'’]/g, "").replace(",", ".");
  }

  #columnOf(path: readonly string[]): number | null {
    for (let length = path.length; length > 0; length -= 1) {
      const column = this.#columns.get(path.slice(0, length).join("."));
      if (column !== undefined) return column;
    }
    return null;
  }

  #addColumn(path: FieldPath, index: number): void {
    const field = path.join(".");
    const around = path.map((_, length) => path.slice(0, length + 1).join("."));
    const found = [this.#around.get(field), ...around.map((name) => this.#columns.get(name))];
    const other = found.find((column) => column !== undefined);
    if (other !== undefined) {
      const [first, second] = [this.#head.names[other] ?? "", this.#head.names[index] ?? ""];
      const words =
        first.trim() === second.trim()
          ? `are both called ${shorten(first)}`
          : `(${shorten(first)} and ${shorten(second)}) both fill ${field}`;
      throw this.#fault(`column ${other + 1} and column ${index + 1} ${words}: rename one of them.`);
    }
    this.#columns.set(field, index);
    for (const name of around.slice(0, -1)) this.#around.set(name, index);
  }

  #checkMappings(): void {
    const [missing] = this.#reading.fields.missing(this.#head.names);
    if (!missing) return;
    const { field, column } = missing;
    const named = this.#head.names.filter((name) => !blank.test(name));
    throw this.#fault(
      `there is no column ${shorten(column)}, which \`map\` fills ${field} from: there are ${listOf(named)}.`,
    );
  }

  #checkOthers(): void {
    const { fields, set, notice } = this.#reading;
    if (fields.isOpen) return;
    const { names } = this.#head;
    const filled = new Set([...this.#columns.keys(), ...Object.keys(set)]);
    const others = names.filter(
      (name, index) => !blank.test(name) && !this.#paths[index] && !fields.isLeftOut(name),
    );
    if (this.#columns.size === 0 && names.some((name) => !blank.test(name))) {
      throw this.#fault(
        `none of the columns ${listOf(names)} is a field: the fields are ${fields.toString()}. Their names stand in the first line; \`map\` "field=column" tells which is which.`,
      );
    }
    for (const name of others) {
      const meant = fields.meant(name, filled);
      if (meant === null) continue;
      throw this.#fault(
        `${shorten(name)} is no field; did you mean ${meant}? Rename the column, give \`map\` "${meant}=${shorten(name)}", or leave it out with \`map\` "=${shorten(name)}".`,
      );
    }
    if (others.length > 0) {
      notice(
        `${this.#head.file}: ${others.length === 1 ? "a column" : "columns"} that no field is filled from: ${listOf(others)}.`,
      );
    }
  }

  #fault(message: string): DataError {
    return new DataError(`${this.#head.file}:${this.#head.line}: ${message}`);
  }
}

function textOf(cell: Exclude<TableCell, null>): string {
  return typeof cell === "object" ? cell.text : String(cell);
}

function isFailed(cell: Exclude<TableCell, null>): cell is FailedValue {
  return typeof cell === "object" && cell.kind === "failed";
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).map(shorten).join(", ");
  return names.length > MOST_SHOWN ? `${shown} and ${names.length - MOST_SHOWN} more` : shown;
}

/** A name in a message: in one line, and without characters that steer a terminal. */
function shorten(name: string): string {
  const text = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}

function misplaced(cell: Exclude<TableCell, null>, place: DataPlace): DataError {
  const what = isFailed(cell)
    ? `holds ${cell.text}, an error of the workbook`
    : `has no name in the first line, but “${shorten(textOf(cell))}” in this row; a text with a separator in it needs quotes`;
  return new DataError(`${formatLocation(place)}: ${place.cell ?? "the row"} ${what}.`);
}
