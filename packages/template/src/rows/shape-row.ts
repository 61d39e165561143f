import type { DataRow, RowReading } from "./data-row.ts";
import type { FieldPath } from "./field-names.ts";
import { setField } from "./set-field.ts";

/** Gives the keys of a row the names of their fields, and the values that all rows have. Those of tables have their names already. */
export function shapeRow(row: DataRow, reading: RowReading, isTable: boolean): DataRow {
  const { data, locate } = row;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return row;
  const renamed = isTable ? { data, places: [] } : renameKeys(data as Record<string, unknown>, reading);
  const shaped: Record<string, unknown> = { ...renamed.data };
  for (const [field, value] of Object.entries(reading.set)) setField(shaped, field.split("."), value);
  return { ...row, data: shaped, locate: (path) => locate(originOf(path, renamed.places)) };
}

interface RenamedKey {
  readonly path: FieldPath;
  readonly key: string;
}

function renameKeys(
  data: Readonly<Record<string, unknown>>,
  { fields }: RowReading,
): { readonly data: Readonly<Record<string, unknown>>; readonly places: readonly RenamedKey[] } {
  const names = Object.keys(data);
  const places = names.flatMap((key) => {
    const path = fields.rename(key);
    const isFree = path !== null && !Object.hasOwn(data, path[0] ?? "");
    return isFree ? [{ path, key }] : [];
  });
  if (places.length === 0 && !names.some((name) => fields.isLeftOut(name))) return { data, places };
  const renamed: Record<string, unknown> = {};
  for (const key of names) {
    if (fields.isLeftOut(key)) continue;
    setField(renamed, places.find((place) => place.key === key)?.path ?? [key], data[key]);
  }
  return { data: renamed, places };
}

/** Where a field stands in the row as it was written. */
function originOf(path: readonly string[], places: readonly RenamedKey[]): readonly string[] {
  const found = places.find((place) => place.path.every((name, index) => path[index] === name));
  return found ? [found.key, ...path.slice(found.path.length)] : path;
}
