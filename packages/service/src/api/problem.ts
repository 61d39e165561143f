import { z } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** What is wrong with a request, by code, and its status. */
export const problems = {
  "bad-request": { status: 400, title: "The request cannot be read." },
  unauthorized: { status: 401, title: "There is no key, or it does not count." },
  forbidden: { status: 403, title: "The key may not do this." },
  "not-found": { status: 404, title: "There is no such thing." },
  "method-not-allowed": { status: 405, title: "That cannot be done with it." },
  conflict: { status: 409, title: "It is not in a state for this." },
  gone: { status: 410, title: "It is no longer kept." },
  "too-large": { status: 413, title: "The body is too large." },
  "unsupported-media-type": { status: 415, title: "The body is not of a type that is read here." },
  invalid: { status: 422, title: "Something in the request does not fit." },
  "key-reused": { status: 422, title: "The Idempotency-Key was used for another request." },
  "too-many-requests": { status: 429, title: "That is too much at once." },
  internal: { status: 500, title: "The service has failed." },
  unavailable: { status: 503, title: "The service cannot take anything now." },
} as const satisfies Readonly<
  Record<string, { readonly status: ContentfulStatusCode; readonly title: string }>
>;

/** What is wrong with a request, for programs. */
export type ProblemCode = keyof typeof problems;

/** Something in a request that does not fit. */
export interface FieldProblem {
  /** A JSON pointer into the body: `/data/name`. */
  readonly pointer: string;
  readonly message: string;
}

/** Problem details of RFC 9457. */
export const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");

/** Why a request is refused. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];
  /** When it is worth to try again. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    detail: string,
    {
      errors = [],
      retryAfterSeconds = null,
    }: { readonly errors?: readonly FieldProblem[]; readonly retryAfterSeconds?: number | null } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** As it is answered. */
  toResponse(): Response {
    const { status, title } = problems[this.code];
    const body = {
      ...{ type: `urn:hyperframes:problem:${this.code}`, title, status, code: this.code },
      detail: this.message,
      ...(this.errors.length > 0 ? { errors: this.errors } : {}),
    };
    const headers = new Headers({ "content-type": "application/problem+json" });
    if (this.retryAfterSeconds !== null) headers.set("retry-after", String(this.retryAfterSeconds));
    // What comes of the body is not read any more.
    if (this.code === "too-large") headers.set("connection", "close");
    if (this.code === "unauthorized") headers.set("www-authenticate", "Bearer");
    return new Response(JSON.stringify(body), { status, headers });
  }
}
