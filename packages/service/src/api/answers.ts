import type { ZodType } from "zod";
import { problemBody, problems, type ProblemCode } from "./problem.ts";

/** What a route's answers are, for its description. */
interface DescribedAnswer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: ZodType }>>;
}

/** An answer as JSON. */
export function json(
  description: string,
  schema: ZodType,
): { description: string; content: { "application/json": { schema: ZodType } } } {
  return { description, content: { "application/json": { schema } } };
}

/** The refusals that a route may answer with, and those that each may. */
export function refusals(...codes: readonly ProblemCode[]): Record<number, DescribedAnswer> {
  const all: readonly ProblemCode[] = [
    ...codes,
    ...(["bad-request", "unauthorized", "forbidden", "too-many-requests", "unavailable"] as const),
  ];
  const content = { "application/problem+json": { schema: problemBody } };
  return Object.fromEntries(
    all.map((code) => [problems[code].status, { description: problems[code].title, content }]),
  );
}
