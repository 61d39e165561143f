/** A part of a JSON Schema: https://json-schema.org/draft/2020-12/json-schema-core */
export type Schema = { readonly [keyword: string]: unknown };

/** A schema that is written as an object; what is `true` or missing says nothing. */
export function asSchema(value: unknown): Schema | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : null;
}

/** A JSON pointer as names. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Names as a JSON pointer: https://www.rfc-editor.org/rfc/rfc6901 */
export function pointerOf(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
