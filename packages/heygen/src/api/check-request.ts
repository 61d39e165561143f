import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";

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

/** The JSON Schema of an endpoint's body, or undefined if it has none. */
export function requestSchema(endpoint: Endpoint): object | undefined {
  return endpoint.body && z.toJSONSchema(endpoint.body, { io: "input", unrepresentable: "any" });
}

/** The JSON Schema of an endpoint's whole answer. Answers may have more fields than it says. */
export function responseSchema(endpoint: Endpoint): object {
  return z.toJSONSchema(endpoint.response, { io: "input" });
}

function problemOf(schema: z.ZodType | undefined, value: unknown): RequestProblem | undefined {
  const result = schema?.safeParse(value);
  const issue = result?.error?.issues[0];
  if (!issue) return undefined;
  const extra = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const param = [...issue.path, ...extra].map(String).join(".");
  return { param, message: `'${param || "body"}': ${issue.message}.` };
}
