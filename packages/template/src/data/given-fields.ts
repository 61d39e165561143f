import { isBlank } from "./complete-data.ts";
import { asSchema, type Schema } from "./schema.ts";

/** The name by which a template asks whether a field with a `fallback` was given: `<<#if given.name>>`. */
export const GIVEN_NAME = "given";

/** The fields of a schema that have a `fallback`. */
export function fallbackFields(schema: Schema | null): readonly string[] {
  return Object.entries(asSchema(schema?.["properties"]) ?? {}).flatMap(([name, field]) =>
    asSchema(field)?.["fallback"] === undefined ? [] : [name],
  );
}

/** The schema of the data, with what was given beside it. */
export function withGivenSchema(schema: Schema | null): Schema | null {
  const names = fallbackFields(schema);
  if (names.length === 0) return schema;
  const given = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "boolean" }])),
    additionalProperties: false,
  };
  return { ...schema, properties: { ...asSchema(schema?.["properties"]), [GIVEN_NAME]: given } };
}

/**
 * Puts beside checked data which of its fields were given.
 *
 * @param raw the data as it came.
 */
export function withGiven(checked: object, raw: unknown, schema: Schema | null): object {
  const names = fallbackFields(schema);
  const fields = typeof raw === "object" && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const given = Object.fromEntries(names.map((name) => [name, !isBlank(fields[name])]));
  return names.length > 0 ? Object.assign(checked, { [GIVEN_NAME]: given }) : checked;
}
