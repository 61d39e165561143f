import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { scopes, type KnownKey } from "../../keys/key-ring.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const scope = z.enum(scopes);
const key = z.object({ id: z.string(), name: z.string(), scopes: z.array(scope), createdAt: z.string() });
const order = z
  .strictObject({ name: z.string().min(1).max(100), scopes: z.array(scope).min(1).max(scopes.length) })
  .openapi("KeyOrder");

const create = createRoute({
  method: "post",
  path: "/v1/keys",
  summary: "Make a key",
  request: { body: { required: true, content: { "application/json": { schema: order } } } },
  responses: {
    201: json("The key, for the only time.", key.extend({ secret: z.string() })),
    ...refusals("invalid", "too-large", "unsupported-media-type"),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/keys",
  summary: "List the keys",
  responses: { 200: json("All that count.", z.object({ keys: z.array(key) })), ...refusals() },
});

const revoke = createRoute({
  method: "delete",
  path: "/v1/keys/{id}",
  summary: "Let a key count no more",
  request: {
    params: z.object({
      id: pathParameter("id"),
    }),
  },
  responses: { 204: { description: "It counts no more." }, ...refusals("not-found") },
});

/** Keys to the API. */
export function addKeyRoutes(app: OpenAPIHono<ApiEnvironment>, { keys }: Pick<ServiceParts, "keys">): void {
  app.openapi(create, async (context) => {
    insistOn(context.get("key"), "keys");
    const value = context.req.valid("json");
    const made = await keys.make(value.name, [...new Set(value.scopes)]);
    return context.json({ ...told(made.key), secret: made.secret }, 201);
  });
  app.openapi(list, async (context) => {
    insistOn(context.get("key"), "keys");
    return context.json({ keys: (await keys.list()).map(told) }, 200);
  });
  app.openapi(revoke, async (context) => {
    insistOn(context.get("key"), "keys");
    const { id } = context.req.valid("param");
    if (!(await keys.revoke(id))) throw new Problem("not-found", `There is no key "${id}".`);
    return context.body(null, 204);
  });
}

function told({ id, name, scopes: granted, createdAt }: KnownKey): z.output<typeof key> {
  return { id, name, scopes: [...granted], createdAt: createdAt.toISOString() };
}
