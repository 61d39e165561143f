import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { retiredFields } from "./retired-names.ts";
import { suggestField } from "./suggest-field.ts";

/** A field that is not as described: its path in the request (`scenes.0.type`) and what is wrong. */
export interface RequestProblem {
  readonly param: string;
  readonly message: string;
}

/** The first thing wrong with a query or body, or undefined. */
export function checkRequest(
  endpoint: Endpoint,
  request: { readonly query?: unknown; readonly body?: unknown },
): RequestProblem | undefined {
  return problemOf(endpoint.query, request.query ?? {}) ?? problemOf(endpoint.body, request.body ?? {});
}

/** The first thing wrong with a value, by its schema; undefined if nothing is. Unknown fields are wrong everywhere. */
export function problemOf(schema: z.ZodType | undefined, value: unknown): RequestProblem | undefined {
  const issue = schema?.safeParse(value).error?.issues[0];
  if (!schema || !issue) return undefined;
  if (issue.code === "unrecognized_keys") return unknownField(schema, { ...issue, value });
  const param = issue.path.map(String).join(".") || "body";
  return { param, message: `'${param}': ${issue.message}.` };
}

/**
 * The JSON Schema of what an endpoint is sent: of its body, or else of its query parameters.
 * The description says which.
 */
export function requestSchema(endpoint: Endpoint): object {
  const { body, query } = endpoint;
  const description = query ? "Query parameters; there is no body." : "There is neither a body nor a query.";
  const schema = z.toJSONSchema(body ?? query ?? z.strictObject({}), { io: "input", unrepresentable: "any" });
  return body ? schema : { description, ...schema };
}

/** The JSON Schema of an endpoint's whole answer. Answers may have more fields than it says. */
export function responseSchema(endpoint: Endpoint): object {
  return z.toJSONSchema(endpoint.response, { io: "input" });
}

function unknownField(
  schema: z.ZodType,
  issue: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[]; readonly value: unknown },
): RequestProblem {
  const { path, value } = issue;
  const name = issue.keys[0] ?? "";
  const param = [...path, name].map(String).join(".");
  const whole = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const close = suggestField(whole, { path, name, value });
  const retired = Object.hasOwn(retiredFields, name) ? ` ${retiredFields[name]}` : "";
  const hint = close === undefined ? retired : ` Did you mean '${close}'?`;
  return { param, message: `'${param}' is not a field of this request.${hint}` };
}
