import { readColor } from "./css-color.ts";
import { asSchema, type Schema } from "./schema.ts";

/**
 * Puts in what a field's `fallback` says where its value is missing, empty or nothing but spaces, and writes colours as six
 * hexadecimal digits. Whether the rest fits is not decided here.
 *
 * @param data a copy, which is changed.
 */
export function completeData(data: unknown, schema: Schema): void {
  if (Array.isArray(data)) {
    const items = asSchema(schema["items"]);
    for (const [index, item] of data.entries()) if (items) data[index] = complete(item, items);
    return;
  }
  if (typeof data !== "object" || data === null) return;
  const fields = data as Record<string, unknown>;
  for (const [name, value] of Object.entries(asSchema(schema["properties"]) ?? {})) {
    const field = asSchema(value);
    if (!field) continue;
    const completed = complete(fields[name], field);
    if (completed !== undefined) fields[name] = completed;
  }
}

/** Whether a value says nothing. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === "string" && /^[\s\u200B\uFEFF]*$/.test(value))
  );
}

function complete(value: unknown, field: Schema): unknown {
  if (field["fallback"] !== undefined && isBlank(value)) return field["fallback"];
  if (field["format"] === "color" && typeof value === "string") return readColor(value) ?? value;
  completeData(value, field);
  return value;
}
