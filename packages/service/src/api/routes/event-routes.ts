import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import { describeRender } from "../../renders/describe-render.ts";
import { readEvents, type StoredEvent } from "../../renders/read-events.ts";
import { findRender } from "../../renders/read-renders.ts";
import { isEnd } from "../../renders/render-state.ts";
import { refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

/** How often a stream looks for something new. */
const LOOK_MS = 500;
/** Proxies close what is silent. */
const COMMENT_MS = 15_000;

const params = z.object({
  id: pathParameter("id"),
});

const event = z.object({
  id: z.int(),
  type: z.string(),
  timestamp: z.string(),
  data: z.record(z.string(), z.unknown()),
});

const events = createRoute({
  method: "get",
  path: "/v1/renders/{id}/events",
  summary: "What has happened to a render; as a stream with Accept: text/event-stream",
  request: {
    params,
    headers: z.object({
      accept: z.string().optional(),
      "last-event-id": z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
  },
  responses: {
    200: {
      description: "Events, the oldest first; a stream ends with the render.",
      content: {
        "application/json": { schema: z.object({ events: z.array(event) }) },
        "text/event-stream": { schema: z.string() },
      },
    },
    ...refusals("not-found", "invalid"),
  },
});

const log = createRoute({
  method: "get",
  path: "/v1/renders/{id}/log",
  summary: "The same as lines of text",
  request: { params },
  responses: {
    200: { description: "A line for each event.", content: { "text/plain": { schema: z.string() } } },
    ...refusals("not-found"),
  },
});

/** What happens to renders. */
export function addEventRoutes(app: OpenAPIHono<ApiEnvironment>, parts: ServiceParts): void {
  const { database, limits } = parts;
  let streams = 0;
  const insistOnRender = async (id: string): Promise<void> => {
    if (!(await findRender(database, id))) throw new Problem("not-found", `There is no render "${id}".`);
  };
  app.openapi(events, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    await insistOnRender(id);
    const { accept, "last-event-id": last } = context.req.valid("header");
    const after = Number(last ?? 0);
    if (!accept?.includes("text/event-stream"))
      return context.json({ events: (await readEvents(database, id, after)).map(told) }, 200);
    if (streams >= limits.streams)
      throw new Problem("too-many-requests", `${limits.streams} streams at once are the limit.`, {
        retryAfterSeconds: 10,
      });
    streams += 1;
    return streamSSE(context, async (stream) => {
      try {
        await follow(stream, { id, after }, parts);
      } finally {
        streams -= 1;
      }
    });
  });
  app.openapi(log, async (context) => {
    insistOn(context.get("key"), "renders");
    const { id } = context.req.valid("param");
    await insistOnRender(id);
    const lines = (await readEvents(database, id, 0)).map(
      ({ at, type, data }) => `${at.toISOString()} ${type} ${JSON.stringify(data)}\n`,
    );
    return context.text(lines.join(""), 200);
  });
}

function told({ id, type, at, data }: StoredEvent): z.output<typeof event> {
  return { id, type, timestamp: at.toISOString(), data };
}

/** Tells events as they come, and how far the render is, until it ends or nobody listens. */
async function follow(
  stream: SSEStreamingApi,
  { id, after }: { readonly id: string; readonly after: number },
  { database, signed }: ServiceParts,
): Promise<void> {
  let [last, shown, silent] = [after, "", 0];
  while (!stream.aborted) {
    // Before its events, so that none can come after the last look.
    const render = await findRender(database, id);
    const fresh = await readEvents(database, id, last);
    for (const one of fresh) {
      last = one.id;
      await stream.writeSSE({ id: String(one.id), event: one.type, data: JSON.stringify(told(one)) });
    }
    const progress = JSON.stringify(render?.progress ?? null);
    if (render?.progress && progress !== shown) {
      shown = progress;
      await stream.writeSSE({ event: "progress", data: progress });
    }
    if (!render || isEnd(render.state)) {
      const data = render ? JSON.stringify(describeRender(render, signed.addressOf)) : "null";
      return stream.writeSSE({ event: "render", data });
    }
    silent = fresh.length > 0 ? 0 : silent + LOOK_MS;
    if (silent >= COMMENT_MS) {
      silent = 0;
      await stream.write(": still here\n\n");
    }
    await stream.sleep(LOOK_MS);
  }
}
