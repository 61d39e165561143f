import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { batchOrder, ordersOf } from "../../renders/batch-order.ts";
import { describeBatch, describedBatch, type DescribedBatch } from "../../renders/describe-batch.ts";
import { newId } from "../../renders/intake.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { checkRows } from "../check-order.ts";
import { findReplay, replayName } from "../idempotency.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import { hashOfBody } from "../read-body.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";
import { insistOnRoom } from "./render-routes.ts";

const create = createRoute({
  method: "post",
  path: "/v1/batches",
  summary: "Ask for a video for each of several rows",
  request: { body: { required: true, content: { "application/json": { schema: batchOrder } } } },
  responses: {
    202: json("Its renders wait in the queue.", describedBatch),
    ...refusals("invalid", "too-large", "unsupported-media-type"),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/batches/{id}",
  summary: "Tell of a batch; its renders are listed with ?batchId",
  request: {
    params: z.object({
      id: pathParameter("id"),
    }),
  },
  responses: { 200: json("The batch.", describedBatch), ...refusals("not-found") },
});

const ROUTE = "POST /v1/batches";

/** Renders that are asked for together. */
export function addBatchRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { database, intake, store } = parts;
  app.openapi(create, async (context) => {
    const key = context.get("key");
    insistOn(key, "renders");
    const order = context.req.valid("json");
    const hash = await hashOfBody(context.req);
    const request = { keyId: key.id, route: ROUTE, name: replayName(context.req), hash };
    const replayed = await findReplay(database, request);
    if (replayed !== null) return context.json(JSON.parse(replayed) as DescribedBatch, 202);
    await checkRows(order, parts);
    await insistOnRoom(parts, key.id);
    const id = newId("bat");
    const { template, metadata, webhook } = order;
    const total = order.rows.length;
    const batch = { id, keyId: key.id, template, total, metadata, webhookUrl: webhook?.url ?? null };
    const now = new Date(store.clock());
    const told = describeBatch({
      ...{ id, key_id: key.id, template, total, remaining: total, metadata, created_at: now },
      ...{ succeeded: 0, failed: 0, canceled: 0, webhook_url: null, finished_at: null },
    });
    const { name } = request;
    const accepted = await intake.accept({
      renders: ordersOf(order).map((one) => ({ id: newId("rnd"), keyId: key.id, batchId: id, order: one })),
      ...{ batch, received: null },
      replay:
        name === null ? null : { ...request, name, bodyHash: hash, status: 202, body: JSON.stringify(told) },
    });
    const seen = accepted === "seen" ? await findReplay(database, request) : null;
    if (seen !== null) return context.json(JSON.parse(seen) as DescribedBatch, 202);
    return context.json(told, 202, { location: `/v1/batches/${id}` });
  });
  app.openapi(get, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    const row = await database.tables
      .selectFrom("batches")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (!row) throw new Problem("not-found", `There is no batch "${id}".`);
    return context.json(describeBatch(row), 200);
  });
}
