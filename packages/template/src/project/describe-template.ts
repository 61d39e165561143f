import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { asSchema, type Schema } from "../data/schema.ts";
import { TemplateText } from "../syntax/template-text.ts";
import { findData, findTemplate } from "./find-template.ts";
import type { TemplateVariant } from "./template-manifest.ts";

/** A field of a template's data, at any depth. Plain JSON. */
export interface DescribedField {
  /** `name`, `user.name`, and of each item of a list `rows[].name`. */
  readonly path: string;
  /** `string`, `number or null`, `list of string`; `any` if nothing is said. */
  readonly type: string;
  /** What else a value must be: “date”, “at most 20 characters”, “one of "a", "b"”. */
  readonly limits: readonly string[];
  readonly required: boolean;
  readonly title: string;
  readonly description: string;
  readonly examples: readonly unknown[];
  /** What of a brand it takes where the data says nothing: `colors.accent`. */
  readonly brand: readonly string[];
  /** Any JSON; left out if there is none. */
  readonly default?: unknown;
  /** What takes the place of an empty value too. Any JSON; left out if there is none. */
  readonly fallback?: unknown;
}

/** What `template.json` says, in words. Plain JSON. */
export interface TemplateDescription {
  readonly name: string;
  readonly description: string;
  /** Absolute. */
  readonly folder: string;
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** The first is taken if none is asked for. */
  readonly sizes: readonly TemplateVariant[];
  readonly fields: readonly DescribedField[];
  /** The file with data that is filled in if none is given. */
  readonly data: string | null;
}

/**
 * Reads what a template, or the template of a project, says of itself; `null` if the path leads to a plain project or nowhere.
 *
 * @throws {TemplateError} if `template.json` or a project's settings are wrong.
 */
export async function describeTemplate(path: string): Promise<TemplateDescription | null> {
  const found = await findTemplate(resolve(path));
  if (!found) return null;
  const file = join(found.folder, "template.json");
  const { readManifest } = await import("./template-manifest.ts");
  const manifest = readManifest(new TemplateText(file, await readFile(file, "utf8")));
  const { name, description, locale, variants, schema } = manifest;
  return {
    ...{ name, description, locale, folder: found.folder, sizes: variants },
    fields: schema ? [...fieldsIn(schema, "")] : [],
    data: found.data ?? (await findData(found.folder)),
  };
}

function* fieldsIn(schema: Schema, around: string): Generator<DescribedField> {
  const required = Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : [];
  for (const [name, value] of Object.entries(asSchema(schema["properties"]) ?? {})) {
    const field = asSchema(value) ?? {};
    const path = `${around}${name}`;
    yield describeField(field, { path, required: required.includes(name) });
    yield* fieldsIn(field, `${path}.`);
    const items = asSchema(field["items"]);
    if (items) yield* fieldsIn(items, `${path}[].`);
  }
}

function describeField(
  field: Schema,
  { path, required }: Pick<DescribedField, "path" | "required">,
): DescribedField {
  const text = (keyword: string): string => (typeof field[keyword] === "string" ? field[keyword] : "");
  const given = Object.hasOwn(field, "default") ? { default: field["default"] } : {};
  const fallback = Object.hasOwn(field, "fallback") ? { fallback: field["fallback"] } : {};
  return {
    ...{ path, type: typeOf(field), limits: limitsOf(field), required },
    title: text("title"),
    description: text("description"),
    examples: Array.isArray(field["examples"]) ? (field["examples"] as unknown[]) : [],
    brand: [field["brand"] ?? []].flat().map(String),
    ...given,
    ...fallback,
  };
}

function typeOf(field: Schema): string {
  const { type } = field;
  const items = asSchema(field["items"]);
  const names = (Array.isArray(type) ? (type as unknown[]) : [type ?? "any"]).map(String);
  return names
    .map((name) => (name === "array" ? `list${items ? ` of ${typeOf(items)}` : ""}` : name))
    .join(" or ");
}

/** The keywords of JSON Schema that say what a single value must be. */
const limits: Readonly<Record<string, (value: unknown) => string>> = {
  format: (value) => (value === "color" ? "a colour of CSS" : String(value)),
  enum: (value) => `one of ${(value as unknown[]).map((one) => JSON.stringify(one)).join(", ")}`,
  const: (value) => JSON.stringify(value),
  minLength: (value) => (value === 1 ? "not empty" : `at least ${String(value)} characters`),
  maxLength: (value) => `at most ${String(value)} characters`,
  pattern: (value) => `like ${String(value)}`,
  minimum: (value) => `from ${String(value)}`,
  maximum: (value) => `up to ${String(value)}`,
  exclusiveMinimum: (value) => `more than ${String(value)}`,
  exclusiveMaximum: (value) => `less than ${String(value)}`,
  multipleOf: (value) => `a multiple of ${String(value)}`,
  minItems: (value) => `at least ${String(value)} items`,
  maxItems: (value) => `at most ${String(value)} items`,
};

function limitsOf(field: Schema): string[] {
  return Object.entries(limits).flatMap(([keyword, say]) =>
    Object.hasOwn(field, keyword) ? [say(field[keyword])] : [],
  );
}
