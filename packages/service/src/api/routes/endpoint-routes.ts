import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Kysely, Selectable } from "kysely";
import { dateOf } from "../../clock.ts";
import type { EndpointRow, Tables } from "../../database/tables.ts";
import { newSecret } from "../../deliveries/sign-delivery.ts";
import { newId } from "../../renders/intake.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const MOST_SECRETS = 2;

const endEvents = z.enum(["render.succeeded", "render.failed", "render.canceled", "batch.finished"]);
const endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    types: z.array(z.string()).openapi({ description: "Which events it gets; none named: all." }),
    createdAt: z.string(),
    disabledAt: z.string().nullable().openapi({ description: "When it answered 410." }),
  })
  .openapi("Endpoint");
const withSecret = endpoint.extend({ secret: z.string().openapi({ description: "Told once." }) });
const order = z
  .strictObject({ url: z.string().max(2048), types: z.array(endEvents).max(4).default([]) })
  .openapi("EndpointOrder");
const params = z.object({
  id: pathParameter("id"),
});

const create = createRoute({
  method: "post",
  path: "/v1/endpoints",
  summary: "Have events sent to an address",
  request: { body: { required: true, content: { "application/json": { schema: order } } } },
  responses: {
    201: json("The endpoint, and the secret that its events are signed with.", withSecret),
    ...refusals("invalid", "too-large", "unsupported-media-type"),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/endpoints",
  summary: "List the endpoints",
  responses: { 200: json("All of them.", z.object({ endpoints: z.array(endpoint) })), ...refusals() },
});

const rotate = createRoute({
  method: "post",
  path: "/v1/endpoints/{id}/rotate",
  summary: "Make another secret; events are signed with both until the next one",
  request: { params },
  responses: { 200: json("The endpoint, and its new secret.", withSecret), ...refusals("not-found") },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/endpoints/{id}",
  summary: "Send nothing there any more",
  request: { params },
  responses: { 204: { description: "It is gone." }, ...refusals("not-found") },
});

const ownSecret = createRoute({
  method: "get",
  path: "/v1/webhook-secret",
  summary: "The secret that signs what goes to addresses in requests",
  responses: { 200: json("As whsec_ and base64.", z.object({ secret: z.string() })), ...refusals() },
});

/** Who is told of what happens, and what became of it. */
export function addEndpointRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { database, store, outbox } = parts;
  const { tables } = database;
  app.openapi(create, async (context) => {
    const key = context.get("key");
    insistOn(key, "webhooks");
    const value = context.req.valid("json");
    const fault = outbox.faultOf(value.url);
    if (fault !== null)
      throw new Problem("invalid", "Some fields do not fit.", {
        errors: [{ pointer: "/url", message: fault }],
      });
    const secret = newSecret();
    const row = await tables
      .insertInto("endpoints")
      .values({
        ...{ id: newId("end"), key_id: null, url: value.url, created_at: dateOf(store.clock) },
        ...{ types: JSON.stringify(value.types), secrets: JSON.stringify([secret]) },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return context.json({ ...told(row), secret }, 201);
  });
  app.openapi(ownSecret, (context) => {
    insistOn(context.get("key"), "webhooks");
    return context.json({ secret: outbox.secret }, 200);
  });
  app.openapi(list, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const rows = await tables.selectFrom("endpoints").selectAll().orderBy("created_at").execute();
    return context.json({ endpoints: rows.map(told) }, 200);
  });
  app.openapi(rotate, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const { id } = context.req.valid("param");
    const secret = newSecret();
    const row = await addSecret(tables, id, secret);
    if (!row) throw unknown(id);
    return context.json({ ...told(row), secret }, 200);
  });
  app.openapi(remove, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const { id } = context.req.valid("param");
    const row = await tables.deleteFrom("endpoints").where("id", "=", id).returning("id").executeTakeFirst();
    if (!row) throw unknown(id);
    return context.body(null, 204);
  });
}

function told({
  id,
  url,
  types,
  created_at,
  disabled_at,
}: Selectable<EndpointRow>): z.output<typeof endpoint> {
  return {
    ...{ id, url, types: [...types] },
    ...{ createdAt: created_at.toISOString(), disabledAt: disabled_at?.toISOString() ?? null },
  };
}

/** The secret before it still counts. @returns `null` if there is no such endpoint. */
async function addSecret(
  tables: Kysely<Tables>,
  id: string,
  secret: string,
): Promise<Selectable<EndpointRow> | null> {
  return tables.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom("endpoints")
      .select("secrets")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (!found) return null;
    const secrets = [secret, ...found.secrets].slice(0, MOST_SECRETS);
    return transaction
      .updateTable("endpoints")
      .set({ secrets: JSON.stringify(secrets), disabled_at: null })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

function unknown(id: string): Problem {
  return new Problem("not-found", `There is no endpoint "${id}".`);
}
