import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { removeRender, retryRender, wantCancel } from "../../renders/change-render.ts";
import { describedRender, describeRender, type DescribedRender } from "../../renders/describe-render.ts";
import { newId } from "../../renders/intake.ts";
import { countOpen, findRender, listRenders } from "../../renders/read-renders.ts";
import { endIdle, type StoredRender } from "../../renders/render-attempt.ts";
import { renderOrder, templateName } from "../../renders/render-order.ts";
import { isEnd, renderStates } from "../../renders/render-state.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { checkOrder } from "../check-order.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { findReplay, replayName } from "../idempotency.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import { hashOfBody } from "../read-body.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const MOST_LISTED = 100;
const REPLAYED = { "idempotent-replayed": "true" };

const idParam = z.object({
  id: pathParameter("id"),
});
const page = z.object({ renders: z.array(describedRender), nextCursor: z.string().nullable() });

const create = createRoute({
  method: "post",
  path: "/v1/renders",
  summary: "Ask for a video",
  request: {
    headers: z.object({
      "idempotency-key": z
        .string()
        .min(1)
        .max(200)
        .optional()
        .openapi({ description: "The same request with the same key gets the same answer, for 24 hours." }),
    }),
    body: { required: true, content: { "application/json": { schema: renderOrder } } },
  },
  responses: {
    202: json("It waits in the queue.", describedRender),
    ...refusals("invalid", "too-large", "unsupported-media-type"),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/renders/{id}",
  summary: "Tell of a render",
  request: { params: idParam },
  responses: { 200: json("The render.", describedRender), ...refusals("not-found") },
});

const list = createRoute({
  method: "get",
  path: "/v1/renders",
  summary: "List renders, the newest first",
  request: {
    query: z.object({
      state: z.enum(renderStates).optional(),
      template: templateName.optional(),
      batchId: z.string().max(100).optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(20),
    }),
  },
  responses: { 200: json("A part of the list.", page), ...refusals("invalid") },
});

const cancel = createRoute({
  method: "post",
  path: "/v1/renders/{id}/cancel",
  summary: "Cancel a render",
  request: { params: idParam },
  responses: {
    202: json("It will end, or has ended.", describedRender),
    ...refusals("not-found", "conflict"),
  },
});

const retry = createRoute({
  method: "post",
  path: "/v1/renders/{id}/retry",
  summary: "Try a render again that failed or was cancelled",
  request: { params: idParam },
  responses: {
    202: json("It waits in the queue again.", describedRender),
    ...refusals("not-found", "conflict"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/renders/{id}",
  summary: "Delete a render and its files",
  request: { params: idParam },
  responses: { 204: { description: "It is gone." }, ...refusals("not-found", "conflict") },
});

/** Renders: asked for, told of, cancelled, tried again, deleted. */
export function addRenderRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { store, database, signed } = parts;
  const told = (render: StoredRender): DescribedRender => describeRender(render, signed.addressOf);
  const found = async (id: string): Promise<StoredRender> => {
    const render = await findRender(database, id);
    if (!render) throw new Problem("not-found", `There is no render "${id}".`);
    return render;
  };
  addCreateRoute(app, parts);
  app.openapi(get, async (context) => {
    insistOn(context.get("key"), "renders");
    return context.json(told(await found(context.req.valid("param").id)), 200);
  });
  app.openapi(list, async (context) => {
    insistOn(context.get("key"), "renders");
    const { state, template, batchId, cursor, limit } = context.req.valid("query");
    const rows = await listRenders(database, {
      ...{ state: state ?? null, template: template ?? null, batchId: batchId ?? null },
      ...{ after: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 },
    });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last ? writeCursor({ createdAt: last.created_at, id: last.id }) : null;
    return context.json({ renders: rows.slice(0, limit).map(told), nextCursor }, 200);
  });
  app.openapi(cancel, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    const render = await found(id);
    if (isEnd(render.state)) throw new Problem("conflict", `The render is ${render.state} already.`);
    if (render.state === "queued") await endIdle(store, id, { state: "canceled" });
    else if (await wantCancel(database, id)) parts.onCancel(id);
    return context.json(told(await found(id)), 202);
  });
  app.openapi(retry, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    const { state } = await found(id);
    if (!(await retryRender(store, id)))
      throw new Problem("conflict", `Only what failed or was cancelled is tried again; this is ${state}.`);
    return context.json(told(await found(id)), 202);
  });
  app.openapi(remove, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    const { state } = await found(id);
    if (!(await removeRender(parts, id)))
      throw new Problem("conflict", `The render is ${state}: cancel it first.`);
    return context.body(null, 204);
  });
}

function addCreateRoute(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { store, database, intake, signed } = parts;
  app.openapi(create, async (context) => {
    const key = context.get("key");
    insistOn(key, "renders");
    const order = context.req.valid("json");
    const hash = await hashOfBody(context.req);
    const request = { keyId: key.id, route: "POST /v1/renders", name: replayName(context.req), hash };
    const replayed = await findReplay(database, request);
    if (replayed !== null) return context.json(JSON.parse(replayed) as DescribedRender, 202, REPLAYED);
    await checkOrder(order, parts);
    await insistOnRoom(parts, key.id);
    const id = newId("rnd");
    const now = new Date(store.clock());
    const told = describeRender(waiting(id, order, now), signed.addressOf);
    const { name } = request;
    const accepted = await intake.accept({
      renders: [{ id, keyId: key.id, batchId: null, order }],
      ...{ received: null, batch: null },
      replay:
        name === null ? null : { ...request, name, bodyHash: hash, status: 202, body: JSON.stringify(told) },
    });
    // The same request has come twice at once.
    const seen = accepted === "seen" ? await findReplay(database, request) : null;
    if (seen !== null) return context.json(JSON.parse(seen) as DescribedRender, 202, REPLAYED);
    return context.json(told, 202, { location: `/v1/renders/${id}` });
  });
}

/** Backpressure: memory and disk are not for queues without an end. */
export async function insistOnRoom(
  { database, limits, quota }: Pick<ServiceParts, "database" | "limits" | "quota">,
  keyId: string | null,
): Promise<void> {
  await quota.insistOnRoom();
  if (keyId !== null && (await countOpen(database, keyId)) >= limits.openPerKey)
    throw new Problem(
      "too-many-requests",
      `A key may have ${limits.openPerKey} renders that are not finished.`,
      {
        retryAfterSeconds: 30,
      },
    );
}

/** A render as it will stand in the table. */
function waiting(id: string, order: z.output<typeof renderOrder>, now: Date): StoredRender {
  return {
    ...{ id, key_id: null, batch_id: null, state: "queued", attempt: 0, failures: 0 },
    ...{ template: order.template, order, metadata: order.metadata, priority: order.priority },
    ...{ progress: null, output: null, error: null, worker: null, cancel_wanted: false },
    ...{ created_at: now, started_at: null, finished_at: null, expires_at: null },
  };
}
