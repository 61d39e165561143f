import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";

/** What a field takes. `json` is anything else: text, or JSON if it begins with a brace or a bracket. */
export type FieldKind = "text" | "number" | "truth" | "choice" | "list" | "asset" | "assets" | "json";

/** A field of a request, as a command line needs to know it. */
export interface RequestField {
  /** As HeyGen spells it: `avatar_id`. */
  readonly name: string;
  readonly kind: FieldKind;
  /** What it may be; empty if that is open. */
  readonly choices: readonly string[];
  /** Needed in every form of the request. */
  readonly required: boolean;
  readonly help: string;
  /** What it is if it is left out. */
  readonly initial: string | undefined;
}

/** The parts of JSON Schema that fields are read from: https://json-schema.org/draft/2020-12 */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** The fields of an endpoint's query. */
export function queryFields(endpoint: Endpoint): RequestField[] {
  return endpoint.query ? fieldsOf(endpoint.query) : [];
}

/** The fields of an endpoint's body; those of all its forms, if it has several. */
export function bodyFields(endpoint: Endpoint): RequestField[] {
  return endpoint.body && !endpoint.form ? fieldsOf(endpoint.body) : [];
}

/**
 * The fields of each form that an endpoint's body may have. A form is told by its field `type`, which has one choice
 * then; a body with one form only has no such field.
 */
export function bodyForms(endpoint: Endpoint): ReadonlyArray<readonly RequestField[]> {
  if (!endpoint.body || endpoint.form) return [];
  return formsOf(endpoint.body).map(({ properties = {}, required }) =>
    Object.entries(properties).map(([name, field]) =>
      fieldOf(name, field, required?.includes(name) ?? false),
    ),
  );
}

function formsOf(type: z.ZodType): readonly Schema[] {
  const schema = z.toJSONSchema(type, { io: "input", unrepresentable: "any" }) as Schema;
  return schema.oneOf ?? schema.anyOf ?? [schema];
}

function fieldsOf(type: z.ZodType): RequestField[] {
  const forms = formsOf(type);
  const fields = new Map<string, RequestField>();
  for (const form of forms) {
    for (const [name, property] of Object.entries(form.properties ?? {})) {
      const field = fieldOf(name, property, form.required?.includes(name) ?? false);
      fields.set(name, merge(fields.get(name), field));
    }
  }
  const everywhere = (name: string): boolean => forms.every((form) => form.required?.includes(name));
  return [...fields.values()].map((field) => ({ ...field, required: everywhere(field.name) }));
}

function fieldOf(name: string, given: Schema, required: boolean): RequestField {
  const schema = withoutNull(given);
  const help = given.description ?? schema.description ?? "";
  const initial = given.default ?? schema.default;
  const shown = typeof initial === "string" ? initial : initial !== undefined && JSON.stringify(initial);
  return { name, ...kindOf(schema), required, help, initial: shown || undefined };
}

function kindOf(schema: Schema): Pick<RequestField, "kind" | "choices"> {
  const choices = choicesOf(schema);
  if (choices.length > 0) return { kind: "choice", choices };
  if (schema.type === "string") return { kind: "text", choices: [] };
  if (schema.type === "integer" || schema.type === "number") return { kind: "number", choices: [] };
  if (schema.type === "boolean") return { kind: "truth", choices: [] };
  if (isAsset(schema)) return { kind: "asset", choices: [] };
  const items = schema.type === "array" ? schema.items : undefined;
  if (items && isAsset(items)) return { kind: "assets", choices: [] };
  if (items?.type === "string") return { kind: "list", choices: choicesOf(items) };
  return { kind: "json", choices: [] };
}

function choicesOf(schema: Schema): string[] {
  if (schema.const !== undefined) return [schema.const];
  return [...(schema.enum ?? [])];
}

/** Files are given in one of up to three ways. */
function isAsset(schema: Schema): boolean {
  const ways = new Set((schema.oneOf ?? schema.anyOf ?? []).map((way) => way.properties?.["type"]?.const));
  return ways.has("url") && ways.has("asset_id");
}

function withoutNull(schema: Schema): Schema {
  const named = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const only = named.find((name) => name !== "null");
  if (only !== undefined) return { ...schema, type: only };
  const others = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  const [other] = others;
  return other && others.length === 1 ? withoutNull(other) : schema;
}

/** Fields of one name in several forms of a request. */
function merge(one: RequestField | undefined, other: RequestField): RequestField {
  if (!one) return other;
  const initial = one.initial === other.initial ? one.initial : undefined;
  const kinds = new Set([one.kind, other.kind]);
  if (kinds.size === 2 && kinds.has("text") && kinds.has("list")) return { ...one, kind: "list", initial };
  if (kinds.size === 2) return { ...one, kind: "json", choices: [], initial };
  return { ...one, choices: [...new Set([...one.choices, ...other.choices])], initial };
}
