import { z } from "@hono/zod-openapi";

/** A part of a route's path: `{id}`. */
export function pathParameter(name: string): z.ZodString {
  return z
    .string()
    .max(100)
    .openapi({ param: { name, in: "path" } });
}
