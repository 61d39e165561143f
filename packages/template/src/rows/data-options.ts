import { OptionError } from "@hyperframes-engine/errors";

/** How files of data are read, and what becomes of their columns: what a user says of it. */
export interface DataOptions {
  /** Which column a field is filled from, by the field's name; a column without a field is left out. */
  readonly map: readonly ColumnMapping[];
  /** A JSON or YAML file with such names; those of `map` go before. */
  readonly mapFile: string | null;
  /** Values that every row has, by the names of their fields. */
  readonly set: Readonly<Record<string, unknown>>;
  /** The sheet of a workbook, by name or by number, counted from 1; `null` for the first. */
  readonly dataSheet: string | null;
  /** What texts are written in; `null` for UTF-8 or UTF-16. */
  readonly dataEncoding: string | null;
}

/** How data is read where nobody says anything of it. */
export const plainData: DataOptions = {
  map: [],
  mapFile: null,
  set: {},
  dataSheet: null,
  dataEncoding: null,
};

/** A field, and the column that it is filled from. */
export interface ColumnMapping {
  /** `name`, `user.name`; `null` for a column that is left out. */
  readonly field: string | null;
  readonly column: string;
}

/**
 * Reads `map`: texts such as `name=First Name`, or an object with the columns of fields.
 *
 * @throws {OptionError} if one has no column.
 */
export function readMappings(value: unknown): readonly ColumnMapping[] {
  return pairsOf("map", 'a field and a column such as "name=First Name"', value).map(([field, column]) => {
    if (typeof column === "string" && column.trim() !== "") return { field: field.trim() || null, column };
    throw new OptionError("map", 'a field and a column such as "name=First Name"', `"${field}="`);
  });
}

/**
 * Reads `set`: texts such as `company=Acme`, or an object with the values of fields.
 *
 * @throws {OptionError} if one has no field.
 */
export function readValues(value: unknown): Readonly<Record<string, unknown>> {
  const example = "a field and a value such as company=Acme";
  const pairs = pairsOf("set", example, value);
  if (pairs.some(([field]) => field.trim() === "")) throw new OptionError("set", example, '"="');
  return Object.fromEntries(pairs.map(([field, given]) => [field.trim(), given]));
}

/**
 * Reads `dataEncoding`.
 *
 * @throws {OptionError} if it is none that is known.
 */
export function readEncoding(value: unknown): string {
  try {
    return new TextDecoder(String(value)).encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new OptionError(
      "dataEncoding",
      "utf-8, utf-16le, windows-1252, or another of https://encoding.spec.whatwg.org",
      `"${String(value)}"`,
    );
  }
}

function pairsOf(option: string, expected: string, value: unknown): Array<[string, unknown]> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.map((text) => {
    const at = typeof text === "string" ? text.indexOf("=") : -1;
    if (typeof text === "string" && at >= 0) return [text.slice(0, at), text.slice(at + 1)];
    throw new OptionError(option, expected, `"${String(text)}"`);
  });
}
