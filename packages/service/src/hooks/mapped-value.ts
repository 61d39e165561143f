import { pointerOf, TemplateText } from "@hyperframes-engine/template";
import { compileValue, type ValueExpression } from "@hyperframes-engine/template/compiler";

/** A value of a row, as a hook's configuration has it: with the expressions in it compiled. */
export type MappedValue =
  | { readonly kind: "expression"; readonly path: readonly string[]; readonly value: ValueExpression }
  | { readonly kind: "object"; readonly fields: ReadonlyArray<readonly [string, MappedValue]> }
  | { readonly kind: "list"; readonly items: readonly MappedValue[] }
  | { readonly kind: "constant"; readonly value: unknown };

/**
 * Reads a value, and the texts with `<<…>>` in it.
 *
 * @param path of it below what the configuration calls `name`, for messages.
 * @throws {TemplateError} if an expression cannot be read.
 */
export function readMapped(value: unknown, path: readonly string[], name: string): MappedValue {
  if (typeof value === "string") {
    if (!value.includes("<<")) return { kind: "constant", value };
    const source = new TemplateText([name, ...path].join("."), value);
    return { kind: "expression", path, value: compileValue(source) };
  }
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => readMapped(item, [...path, String(index)], name));
    return { kind: "list", items };
  }
  if (typeof value !== "object" || value === null) return { kind: "constant", value };
  const fields = Object.entries(value).map(
    ([key, field]) => [key, readMapped(field, [...path, key], name)] as const,
  );
  return { kind: "object", fields };
}

/** The names that the expression at a JSON pointer asks for; none if there is no expression. */
export function namesAt(mapped: MappedValue, pointer: string): readonly string[] {
  switch (mapped.kind) {
    case "expression":
      return pointerOf(mapped.path) === pointer ? mapped.value.names : [];
    case "object":
      return mapped.fields.flatMap(([, field]) => namesAt(field, pointer));
    case "list":
      return mapped.items.flatMap((item) => namesAt(item, pointer));
    case "constant":
      return [];
  }
}
