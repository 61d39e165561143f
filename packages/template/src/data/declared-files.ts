import { asSchema, type Schema } from "./schema.ts";

/** A value that a row gives, and its field. */
export interface RowValue {
  readonly path: readonly string[];
  readonly value: string;
}

/** The texts and numbers in a row of data, with their places in it. */
export function* rowValues(data: unknown, path: readonly string[] = []): Generator<RowValue> {
  if (typeof data === "string" || typeof data === "number") yield { path, value: String(data).trim() };
  if (typeof data !== "object" || data === null) return;
  for (const [name, value] of Object.entries(data)) yield* rowValues(value, [...path, name]);
}

/** What a row gives fields of which the schema says that they name a file: `"file": true`. */
export function* declaredFiles(
  data: unknown,
  schema: Schema | null,
  path: readonly string[] = [],
): Generator<RowValue> {
  if (schema?.["file"] === true && typeof data === "string") yield { path, value: data.trim() };
  if (typeof data !== "object" || data === null || !schema) return;
  const properties = asSchema(schema["properties"]);
  for (const [name, value] of Object.entries(data)) {
    const inner = Array.isArray(data) ? schema["items"] : properties?.[name];
    yield* declaredFiles(value, asSchema(inner), [...path, name]);
  }
}
