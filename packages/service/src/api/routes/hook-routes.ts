import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { RenderError } from "@hyperframes-engine/errors";
import type { Selectable } from "kysely";
import type { ReceivedRow } from "../../database/tables.ts";
import { HookHeaders } from "../../hooks/hook-headers.ts";
import type { Hook } from "../../hooks/hook.ts";
import { readPayload } from "../../hooks/read-payload.ts";
import { idOfBytes, mapHook } from "../../hooks/receive-hook.ts";
import { verifyHook } from "../../hooks/verify-hook.ts";
import { newId } from "../../renders/intake.ts";
import { json, refusals } from "../answers.ts";
import { insistOn, rateLimit } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import { readBytes } from "../read-body.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";
import { insistOnRoom } from "./render-routes.ts";

const MOST_LISTED = 100;

const taken = z
  .object({
    id: z.string(),
    state: z.enum(["accepted", "filtered", "refused", "seen"]),
    renderId: z.string().nullable(),
  })
  .openapi("TakenWebhook");
const received = z
  .object({
    id: z.string(),
    hook: z.string(),
    deliveryId: z.string(),
    state: z.enum(["accepted", "filtered", "refused"]),
    renderId: z.string().nullable(),
    problems: z.array(z.unknown()),
    payload: z.unknown(),
    createdAt: z.string(),
  })
  .openapi("ReceivedWebhook");

const params = z.object({
  name: pathParameter("name"),
});

const take = createRoute({
  method: "post",
  path: "/v1/hooks/{name}",
  summary: "Where others send their webhooks, signed in their way",
  security: [],
  request: { params },
  responses: { 202: json("It is kept.", taken), ...refusals("not-found", "too-large") },
});

const list = createRoute({
  method: "get",
  path: "/v1/hooks/{name}/received",
  summary: "List what came, the newest first",
  request: {
    params,
    query: z.object({ state: z.enum(["accepted", "filtered", "refused"]).optional() }),
  },
  responses: {
    200: json("The newest hundred.", z.object({ received: z.array(received) })),
    ...refusals("not-found", "invalid"),
  },
});

const again = createRoute({
  method: "post",
  path: "/v1/hooks/{name}/received/{id}/map",
  summary: "Map what did not fit again, as the settings are now",
  request: {
    params: params.extend({
      id: pathParameter("id"),
    }),
  },
  responses: { 202: json("What it is now.", received), ...refusals("not-found", "conflict") },
});

/** Webhooks that come in: they need no key, but a signature. */
export function addHookRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { hooks, intake, templates, clock, limits } = parts;
  const rate = rateLimit(limits.hookRequestsPerMinute);
  app.openapi(take, async (context) => {
    const hook = hooks.get(context.req.valid("param").name);
    if (!hook) throw new Problem("not-found", "There is no such hook.");
    const body = await readBytes(context.req.raw, limits.bodyBytes);
    const deliveryId = verified(hook, { body, headers: context.req.raw.headers, now: clock() });
    await rate(hook.name);
    const payload = payloadOf(body, context.req.header("content-type") ?? null);
    const { state, problems, order } = await mapHook(hook, payload, { templates, now: clock() });
    if (order) await insistOnRoom(parts, null);
    const id = newId("rcv");
    const renders = order ? [{ id: newId("rnd"), keyId: null, batchId: null, order }] : [];
    const kept = { id, hook: hook.name, deliveryId: deliveryId ?? idOfBytes(body), payload, state, problems };
    const accepted = await intake.accept({ renders, batch: null, replay: null, received: kept });
    if (accepted === "seen") return context.json({ id, state: "seen" as const, renderId: null }, 202);
    return context.json({ id, state, renderId: renders[0]?.id ?? null }, 202);
  });
}

/** What came, and what became of it, for whoever has a key. */
export function addReceivedRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { hooks, intake, templates, clock } = parts;
  const { tables } = parts.database;
  const hookOf = (name: string): Hook => {
    const hook = hooks.get(name);
    if (!hook) throw new Problem("not-found", `There is no hook "${name}".`);
    return hook;
  };
  app.openapi(list, async (context) => {
    insistOn(context.get("key"), "renders");
    const { name } = context.req.valid("param");
    const { state } = context.req.valid("query");
    let query = tables.selectFrom("received").selectAll().where("hook", "=", hookOf(name).name);
    if (state) query = query.where("state", "=", state);
    const rows = await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(MOST_LISTED).execute();
    return context.json({ received: rows.map(told) }, 200);
  });
  app.openapi(again, async (context) => {
    insistOn(context.get("key"), "renders");
    const { name, id } = context.req.valid("param");
    const hook = hookOf(name);
    const row = await tables
      .selectFrom("received")
      .selectAll()
      .where("id", "=", id)
      .where("hook", "=", name)
      .executeTakeFirst();
    if (!row) throw new Problem("not-found", `There is no webhook "${id}" of this hook.`);
    if (row.state !== "refused") throw new Problem("conflict", `The webhook is ${row.state}.`);
    const { state, problems, order } = await mapHook(hook, row.payload, { templates, now: clock() });
    const renderId = order ? newId("rnd") : null;
    if (order && renderId !== null) {
      await insistOnRoom(parts, null);
      await intake.accept({
        renders: [{ id: renderId, keyId: null, batchId: null, order }],
        ...{ batch: null, replay: null, received: null },
      });
    }
    const changed = await tables
      .updateTable("received")
      .set({ state, problems: JSON.stringify(problems), render_id: renderId })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return context.json(told(changed), 202);
  });
}

/** A forged webhook learns nothing but that. */
function verified(
  { scheme, secrets }: Hook,
  { headers, body, now }: { readonly headers: Headers; readonly body: Buffer; readonly now: number },
): string | null {
  try {
    return verifyHook(scheme, { headers: new HookHeaders(headers), body, secrets, now }).deliveryId;
  } catch (error) {
    if (error instanceof RenderError && error.code === "not-authentic")
      throw new Problem("unauthorized", "The webhook is not signed as this hook wants it.");
    throw error;
  }
}

function payloadOf(body: Buffer, contentType: string | null): unknown {
  try {
    return readPayload(body, contentType);
  } catch (error) {
    if (error instanceof RenderError && error.code === "invalid-payload")
      throw new Problem("bad-request", error.message);
    throw error;
  }
}

function told(row: Selectable<ReceivedRow>): z.output<typeof received> {
  return {
    ...{ id: row.id, hook: row.hook, deliveryId: row.delivery_id, state: row.state },
    ...{ renderId: row.render_id, problems: [...row.problems], payload: row.payload },
    createdAt: row.created_at.toISOString(),
  };
}
