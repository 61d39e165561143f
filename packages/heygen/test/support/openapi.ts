import { z } from "zod";
import { pathNames, type Endpoint } from "../../src/api/endpoint.ts";

type Json = Record<string, unknown>;

/** An OpenAPI document, as far as it is compared. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** What one operation takes and gives, as a sorted list of facts that two sources of it can be compared by. */
export function factsOfOperation(document: OpenApi, path: string, method: string): string[] {
  const operation = document.paths[path]![method]!;
  const parameters = [...list(document.paths[path]!["parameters"]), ...list(operation["parameters"])]
    .map((item) => resolve(document, item))
    .filter((item) => item["in"] !== "header" || item["name"] === "Idempotency-Key");
  const facts = parameters.flatMap((item) => {
    if (item["in"] === "header") return ["takes Idempotency-Key"];
    if (item["in"] === "path") return [`path ${String(item["name"])}`];
    const name = `query.${String(item["name"])}${item["required"] === true ? "" : "?"}`;
    return factsOf(document, name, item["schema"] as Json);
  });
  for (const [type, media] of contents(document, operation["requestBody"])) {
    if (type === "multipart/form-data") facts.push("form");
    facts.push(...factsOf(document, "body", media));
  }
  const responses = operation["responses"] as Record<string, Json>;
  const status = Object.keys(responses).find((code) => code.startsWith("2"))!;
  facts.push(`status ${status}`);
  for (const [, media] of contents(document, responses[status]))
    facts.push(...factsOf(document, "answer", media));
  return [...new Set(facts)].toSorted();
}

/** The same facts from our description. */
export function factsOfEndpoint(endpoint: Endpoint): string[] {
  const none = { paths: {} };
  const facts = pathNames(endpoint.path).map((name) => `path ${name}`);
  if (endpoint.idempotencyKey) facts.push("takes Idempotency-Key");
  for (const [name, field] of Object.entries(endpoint.query?.shape ?? {})) {
    const schema = jsonSchema(field as z.ZodType);
    const optional = (field as z.ZodType).safeParse(undefined).success;
    facts.push(...factsOf(none, `query.${name}${optional ? "?" : ""}`, schema));
  }
  if (endpoint.body) facts.push(...factsOf(none, "body", jsonSchema(endpoint.body)));
  if (endpoint.form) facts.push("form");
  facts.push(`status ${endpoint.status ?? 200}`, ...factsOf(none, "answer", jsonSchema(endpoint.response)));
  return [...new Set(facts)].toSorted();
}

function jsonSchema(type: z.ZodType): Json {
  return z.toJSONSchema(type, { io: "input", unrepresentable: "any" }) as Json;
}

function factsOf(document: OpenApi, at: string, raw: Json): string[] {
  const schema = resolve(document, raw);
  const choices = list(schema["anyOf"] ?? schema["oneOf"]).map((item) => resolve(document, item));
  // An answer has the field or not: what a default would mean there is nobody's to say.
  const initial = schema["default"] ?? null;
  const head =
    initial === null || at.startsWith("answer") ? [] : [`${at} default ${JSON.stringify(initial)}`];
  if (choices.length > 0) {
    const real = choices.filter((item) => item["type"] !== "null");
    return [
      ...head,
      ...real.flatMap((item) => factsOf(document, real.length > 1 ? `${at}<${tag(item)}>` : at, item)),
    ];
  }
  const type = typeOf(schema);
  if (type === "object") return objectFacts(document, at, schema);
  if (type !== "array") return [...head, `${at}: ${valuesOf(schema) ?? type}`, ...bounds(at, schema)];
  return [...bounds(at, schema), ...factsOf(document, `${at}[]`, (schema["items"] ?? {}) as Json)];
}

function typeOf(schema: Json): string {
  const types = [schema["type"] ?? []].flat() as string[];
  return types.find((name) => name !== "null") ?? (schema["properties"] ? "object" : "any");
}

function valuesOf(schema: Json): string | undefined {
  const constant = schema["const"] === undefined ? undefined : [schema["const"]];
  const values = (schema["enum"] as unknown[] | undefined) ?? constant;
  return values
    ?.filter((value) => value !== null)
    .map(String)
    .toSorted()
    .join("|");
}

function objectFacts(document: OpenApi, at: string, schema: Json): string[] {
  const required = (schema["required"] ?? []) as string[];
  const fields = Object.entries((schema["properties"] ?? {}) as Record<string, Json>);
  return [
    `${at}: object${schema["additionalProperties"] === false && !at.startsWith("answer") ? ", nothing else" : ""}`,
    ...fields.flatMap(([name, field]) =>
      factsOf(document, `${at}.${name}${required.includes(name) || at === "answer" ? "" : "?"}`, field),
    ),
  ];
}

function bounds(at: string, schema: Json): string[] {
  const names = ["minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "minItems", "maxItems"];
  return names
    .filter(
      (name) => schema[name] !== undefined && Math.abs(schema[name] as number) < Number.MAX_SAFE_INTEGER,
    )
    .map((name) => `${at} ${name} ${String(schema[name])}`);
}

function tag(item: Json): string {
  const fields = (item["properties"] ?? {}) as Record<string, Json>;
  const field = fields["type"] ?? fields["engine_type"] ?? {};
  return String(field["const"] ?? list(field["enum"])[0] ?? item["type"]);
}

function contents(document: OpenApi, holder: unknown): Array<[string, Json]> {
  if (!holder) return [];
  const content = (resolve(document, holder as Json)["content"] ?? {}) as Record<string, Json>;
  return Object.entries(content).map(([type, media]) => [type, (media["schema"] ?? {}) as Json]);
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function resolve(document: OpenApi, item: Json): Json {
  const reference = item["$ref"];
  if (typeof reference !== "string") return item;
  const target = reference
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => (value as Json)[key], document);
  return resolve(document, target as Json);
}
