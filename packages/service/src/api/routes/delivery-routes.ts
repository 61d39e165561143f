import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Selectable } from "kysely";
import { dateOf } from "../../clock.ts";
import type { DeliveryRow } from "../../database/tables.ts";
import { deliveryStates } from "../../outbox/delivery-state.ts";
import { newId } from "../../renders/intake.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const MOST_LISTED = 100;

const delivery = z
  .object({
    id: z.string(),
    renderId: z.string().nullable(),
    type: z.string(),
    url: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    nextAt: z.string().nullable(),
    createdAt: z.string(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    log: z.array(z.unknown()),
  })
  .openapi("Delivery");

const params = z.object({
  id: pathParameter("id"),
});

const test = createRoute({
  method: "post",
  path: "/v1/endpoints/{id}/test",
  summary: "Send it an event to try it out",
  request: { params },
  responses: {
    202: json("It is on its way.", z.object({ deliveryId: z.string() })),
    ...refusals("not-found"),
  },
});

const deliveries = createRoute({
  method: "get",
  path: "/v1/deliveries",
  summary: "List events that were or will be sent, the newest first",
  request: {
    query: z.object({
      endpointId: z.string().max(100).optional(),
      renderId: z.string().max(100).optional(),
      state: z.enum(deliveryStates).optional(),
    }),
  },
  responses: {
    200: json("The newest hundred.", z.object({ deliveries: z.array(delivery) })),
    ...refusals("invalid"),
  },
});

const replay = createRoute({
  method: "post",
  path: "/v1/deliveries/{id}/replay",
  summary: "Send an event again, under its id",
  request: { params },
  responses: {
    202: json("It is on its way.", z.object({ deliveryId: z.string() })),
    ...refusals("not-found"),
  },
});

/** What was sent, and what became of it. */
export function addDeliveryRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  { database: { tables }, store: { clock }, outbox }: ServiceParts,
): void {
  app.openapi(test, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const { id } = context.req.valid("param");
    const found = await tables.selectFrom("endpoints").select("url").where("id", "=", id).executeTakeFirst();
    if (!found) throw new Problem("not-found", `There is no endpoint "${id}".`);
    const now = dateOf(clock);
    const payload = JSON.stringify({ type: "test", timestamp: now.toISOString(), data: {} });
    const deliveryId = newId("msg");
    await tables
      .insertInto("deliveries")
      .values({
        ...{ id: deliveryId, endpoint_id: id, render_id: null, url: found.url, type: "test", payload },
        ...{ state: "pending", attempts: 0, next_at: now, created_at: now, log: "[]" },
        ...{ last_status: null, last_error: null },
      })
      .execute();
    outbox.wake();
    return context.json({ deliveryId }, 202);
  });
  app.openapi(deliveries, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const { endpointId, renderId, state } = context.req.valid("query");
    let query = tables.selectFrom("deliveries").selectAll();
    if (endpointId !== undefined) query = query.where("endpoint_id", "=", endpointId);
    if (renderId !== undefined) query = query.where("render_id", "=", renderId);
    if (state) query = query.where("state", "=", state);
    const rows = await query.orderBy("created_at", "desc").limit(MOST_LISTED).execute();
    return context.json({ deliveries: rows.map(told) }, 200);
  });
  app.openapi(replay, async (context) => {
    insistOn(context.get("key"), "webhooks");
    const { id } = context.req.valid("param");
    const now = dateOf(clock);
    const row = await tables
      .updateTable("deliveries")
      // The day in which it is tried again begins anew.
      .set({ state: "pending", attempts: 0, next_at: now, created_at: now })
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!row) throw new Problem("not-found", `There is no delivery "${id}".`);
    outbox.wake();
    return context.json({ deliveryId: id }, 202);
  });
}

function told(row: Selectable<DeliveryRow>): z.output<typeof delivery> {
  return {
    ...{ id: row.id, renderId: row.render_id, type: row.type, url: row.url, state: row.state },
    ...{ attempts: row.attempts, nextAt: row.next_at?.toISOString() ?? null },
    ...{ createdAt: row.created_at.toISOString(), log: [...row.log] },
    ...{ lastStatus: row.last_status, lastError: row.last_error },
  };
}
